using System.Globalization;
using System.Net;
using NodaTime;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TapoHive.Actors.Accounts;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;

namespace TapoHive.Alerts;

/// <summary>
/// Posts messages to an address. What may pass by itself (no connection, a time-out, 408, 429, 5xx) is tried again a few times with growing,
/// jittered pauses; redirects are not followed, since they would take a signed message elsewhere.
/// </summary>
public sealed class WebhookRoute : IAlertRoute, IDisposable
{
    private readonly HttpClient _http;
    private readonly ResiliencePipeline<Attempt> _tries;
    private readonly ReadSecret _secrets;
    private readonly IClock _clock;

    /// <summary>Makes one.</summary>
    /// <param name="secrets">Reads the secret, and an address that is one.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="time">Waits between tries.</param>
    public WebhookRoute(ReadSecret secrets, IClock clock, TimeProvider time)
    {
        (_secrets, _clock) = (secrets, clock);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _tries = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = 3,
                Delay = TimeSpan.FromSeconds(1),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = static arguments => ValueTask.FromResult(arguments.Outcome is { Exception: TimeoutRejectedException } or { Result.MayPass: true }),
            })
            .AddTimeout(TimeSpan.FromSeconds(15))
            .Build();
    }

    /// <inheritdoc/>
    public string WhereTo(NotifyDefinition notify) => notify.Webhook switch
    {
        { Url: { } url } => new Uri(url).GetLeftPart(UriPartial.Path),
        { HiddenUrl: { } hidden } => $"the address in {hidden.Place}",
        _ => "nowhere",
    };

    /// <inheritdoc/>
    public async Task<string?> SendAsync(NotifyDefinition notify, AlertMessage message, CancellationToken cancellation)
    {
        if (notify.Webhook is not { } webhook)
        {
            return "The house has no webhook.";
        }

        var (address, trouble) = await AddressAsync(webhook).ConfigureAwait(false);
        if (address is null)
        {
            return trouble;
        }

        string? secret = null;
        if (webhook.Secret is { } reference)
        {
            var found = await _secrets(reference).ConfigureAwait(false);
            if (found.Secret is null)
            {
                return $"The webhook's secret cannot be had: {found.Trouble}";
            }

            secret = found.Secret;
        }

        var body = AlertBody.Of(message);
        try
        {
            var outcome = await _tries.ExecuteAsync(
                async token => await PostAsync(address, secret, message.Id, body, token).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            return outcome.Trouble;
        }
        catch (TimeoutRejectedException)
        {
            return "The webhook did not answer in time.";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<(Uri? Address, string? Trouble)> AddressAsync(WebhookDefinition webhook)
    {
        if (webhook.HiddenUrl is not { } hidden)
        {
            return (new Uri(webhook.Url!), null);
        }

        var found = await _secrets(hidden).ConfigureAwait(false);
        return found.Secret is null ? (null, $"The webhook's address cannot be had: {found.Trouble}")
            : Uri.TryCreate(found.Secret, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? (address, null)
            : (null, $"What is kept in {hidden.Place} is no address of a webhook. Write https://...");
    }

    private async Task<Attempt> PostAsync(Uri address, string? secret, string id, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.UserAgent.Add(new("TapoHive", "1"));
        var timestamp = WebhookSignature.Timestamp(_clock.GetCurrentInstant());
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        if (secret is not null)
        {
            try
            {
                request.Headers.Add("webhook-signature", WebhookSignature.Of(secret, id, timestamp, body.Span));
            }
            catch (FormatException)
            {
                return new Attempt("The webhook's secret begins with whsec_ and is no base64 behind that. Copy it once more.", MayPass: false);
            }
        }

        try
        {
            // The answer's body is nobody's business, however long it is.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
            return Judge(response.StatusCode);
        }
        catch (HttpRequestException error)
        {
            return new Attempt(Words(error.HttpRequestError), MayPass: true);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The time to connect was over.
            return new Attempt(Words(HttpRequestError.ConnectionError), MayPass: true);
        }
    }

    private static Attempt Judge(HttpStatusCode status)
    {
        var number = ((int)status).ToString(CultureInfo.InvariantCulture);
        return (int)status switch
        {
            >= 200 and < 300 => Attempt.Arrived,
            >= 300 and < 400 => new Attempt($"The webhook answers with a redirect ({number}), which is not followed. Write the address it leads to.", MayPass: false),
            408 or 429 or >= 500 => new Attempt($"The webhook answers with {number}.", MayPass: true),
            401 or 403 => new Attempt($"The webhook refuses the message ({number}). Compare the secret on both sides.", MayPass: false),
            _ => new Attempt($"The webhook refuses the message ({number}). See that its address is right.", MayPass: false),
        };
    }

    // Not the exception's own words: they name the address, which may be a secret.
    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "The webhook's host name is not known. See that it is right, and that the hive can ask a name server.",
        HttpRequestError.ConnectionError => "Nothing answers at the webhook's address.",
        HttpRequestError.SecureConnectionError => "The webhook's certificate is not to be trusted, or it speaks no TLS.",
        _ => $"The webhook could not be reached ({error}).",
    };

    private sealed record Attempt(string? Trouble, bool MayPass)
    {
        public static Attempt Arrived { get; } = new(null, MayPass: false);
    }
}
