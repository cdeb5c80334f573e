using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.SecurePassthrough;
using TapoHive.Protocol.Sessions;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Protocol;

/// <summary>
/// Opens sessions with plugs. One instance serves all plugs of a process: it holds the connection pools and the RSA keys, nothing of any plug. Thread-safe.
/// Disposing it closes all connections; its sessions are useless then.
/// </summary>
public sealed class PlugConnector : IDisposable
{
    private readonly PlugHttp _http;
    private readonly RsaKeyRing _keys;
    private readonly PasswordArithmetic _arithmetic = new(Environment.ProcessorCount);
    private readonly ClientIdentity _client;

    /// <summary>A connector.</summary>
    /// <param name="options">Time-outs.</param>
    /// <param name="keys">The process's RSA keys.</param>
    /// <param name="clock">For the time in requests and the end of sessions.</param>
    /// <param name="time">For time-outs.</param>
    public PlugConnector(PlugConnectorOptions options, RsaKeyRing keys, IClock clock, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _http = new PlugHttp(options, time);
        _keys = keys;
        _client = new ClientIdentity(clock);
        Probe = new TransportProbe(_http);
    }

    /// <summary>Finds out the transport of a plug that cannot be discovered.</summary>
    public TransportProbe Probe { get; }

    /// <summary>As the longer form, for a plug never met before.</summary>
    public Task<Result<PlugSession>> HandshakeAsync(TransportOffer offer, PlugAddress address, PlugCredentials credentials, CancellationToken cancellationToken) =>
        HandshakeAsync(offer, address, credentials, PlugTraits.Unknown, Binding.Bound, cancellationToken);

    /// <summary>
    /// Agrees on keys with a plug. Spends no login attempt: with KLAP the plug proves first which credentials it holds, and a mismatch is
    /// <see cref="FailureKind.CredentialsRejected"/> without anything made from the password having been sent; with securePassthrough and TPAP nobody is proven yet.
    /// A TPAP plug that has locked itself says so here already.
    /// Every failure is <see cref="Delivery.NotDelivered"/>.
    /// </summary>
    /// <param name="offer">The transport, by a sighting or a probe. Its port is not used: <paramref name="address"/> has one.</param>
    /// <param name="address">Where the plug is.</param>
    /// <param name="credentials">The account.</param>
    /// <param name="traits">What earlier sessions learnt of this plug.</param>
    /// <param name="binding">Whether it belongs to an account, by its sighting. Only securePassthrough has to be told: KLAP and TPAP plugs tell themselves.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Result<PlugSession>> HandshakeAsync(
        TransportOffer offer, PlugAddress address, PlugCredentials credentials, PlugTraits traits, Binding binding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offer);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(traits);
        var endpoint = new PlugEndpoint(_http, address, offer.Scheme, traits.Habit);
        var opened = offer.Transport switch
        {
            Transport.Klap or Transport.Klap1 =>
                await KlapOpening.OpenAsync(endpoint, offer.Transport, credentials, _client, traits.Signatures, cancellationToken).ConfigureAwait(false),
            Transport.Aes => await OpenPassthroughAsync(endpoint, offer.Login, traits.Login, credentials, binding, cancellationToken).ConfigureAwait(false),
            Transport.Tpap => await TpapOpening.OpenAsync(endpoint, credentials, _client, _arithmetic, cancellationToken).ConfigureAwait(false),
            _ => throw new ArgumentOutOfRangeException(nameof(offer), offer.Transport, "Not a transport."),
        };
        return opened.TryGet(out var channel, out var failure) ? new PlugSession(channel, traits) : failure;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _arithmetic.Dispose();
    }

    private async Task<Result<IPlugChannel>> OpenPassthroughAsync(
        PlugEndpoint endpoint, AesLogin offered, AesLogin? learnt, PlugCredentials credentials, Binding binding, CancellationToken cancellationToken)
    {
        var shaken = await PassthroughOpening.ShakeHandsAsync(endpoint, _keys, _client, cancellationToken).ConfigureAwait(false);
        return shaken.TryGet(out var keys, out var failure) ? new PassthroughChannel(endpoint, keys, offered, learnt, credentials, binding, _keys, _client) : failure;
    }
}
