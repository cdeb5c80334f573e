using System.Buffers;
using System.Collections.Immutable;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace TapoHive.Mqtt;

/// <summary>One connection to the broker. Thread-safe.</summary>
internal sealed partial class MqttLink : IDisposable
{
    /// <summary>How many commands the broker may send before the first of them is acknowledged.</summary>
    public const int MostUnacknowledged = 256;

    private const int AtATime = 64;
    private static readonly TimeSpan PatienceWithKept = TimeSpan.FromSeconds(5);
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly MqttOptions _options;
    private readonly MqttTopics _topics;
    private readonly int _number;
    private readonly Action<object> _tell;
    private readonly PrefixOwner _owner;
    private readonly PlaceFile? _place;
    private volatile TaskCompletionSource _heardAll = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _atATime = AtATime;
    private volatile bool _isLeaving;

    /// <summary>Makes one.</summary>
    /// <param name="number">Which connection it is.</param>
    /// <param name="options">The broker.</param>
    /// <param name="topics">The names of topics.</param>
    /// <param name="tell">Is told <see cref="SessionBegan"/>, <see cref="Heard"/> and <see cref="Lost"/>.</param>
    /// <param name="place">Remembers where the hive showed itself last, where anything does.</param>
    public MqttLink(int number, MqttOptions options, MqttTopics topics, Action<object> tell, PlaceFile? place = null)
    {
        _place = place;
        (_number, _options, _topics, _tell) = (number, options, topics, tell);
        _owner = new PrefixOwner(OwnerMark.Of(options));
        _client.DisconnectedAsync += gone =>
        {
            if (gone.ClientWasConnected && !_isLeaving)
            {
                _tell(new Lost(
                    _number,
                    gone.Reason == MqttClientDisconnectReason.SessionTakenOver
                        ? $"Another client calls itself '{options.ClientId}' too and took the session. Give each hive at this broker a name of its own with mqtt.client-id, and a prefix of its own with mqtt.prefix."
                        : gone.Exception is null ? $"The broker ended the connection ({gone.Reason})."
                        : "The connection broke."));
            }

            return Task.CompletedTask;
        };
        _client.ApplicationMessageReceivedAsync += Take;
    }

    /// <summary>The hive whose the prefix was, and which is offline; nobody where it was this one's, or nobody's.</summary>
    public OwnerMark? Replaced { get; private set; }

    /// <summary>Connects, makes sure that no other hive lives there, and listens.</summary>
    /// <returns>Why not, for people; absent where it worked.</returns>
    public async Task<string?> OpenAsync(string? password, CancellationToken cancellation)
    {
        try
        {
            var connected = await _client.ConnectAsync(Options(password), cancellation).ConfigureAwait(false);
            if (connected.ResultCode != MqttClientConnectResultCode.Success)
            {
                return Words(connected.ResultCode);
            }

            if (!connected.IsSessionPresent)
            {
                _tell(SessionBegan.Instance);
            }

            // Some brokers end the connection of whoever sends more at a time than they say.
            _atATime = Math.Clamp((int?)connected.ReceiveMaximum ?? AtATime, 1, AtATime);
            var listening = new MqttClientSubscribeOptionsBuilder();
            foreach (var topic in _topics.Kept.Concat(_topics.Birth is { } birth ? [birth] : []).Append(_topics.Status))
            {
                listening.WithTopicFilter(topic, MqttQualityOfServiceLevel.AtMostOnce, noLocal: true);
            }

            // Our own word too: of two hives that begin at once, the broker says last to both which of them spoke last.
            listening.WithTopicFilter(_topics.Owner, MqttQualityOfServiceLevel.AtMostOnce).WithTopicFilter(_topics.Mark, MqttQualityOfServiceLevel.AtMostOnce);
            await _client.SubscribeAsync(listening.Build(), cancellation).ConfigureAwait(false);
            await HearAllAsync(cancellation).ConfigureAwait(false);
            if (_owner is { Rival: { } rival, IsOnline: true })
            {
                await LeaveAsync(cancellation).ConfigureAwait(false);
                return rival.InTheWay(_topics);
            }

            await OwnAsync(cancellation).ConfigureAwait(false);
            await WithdrawAsync(cancellation).ConfigureAwait(false);
            var obeying = new MqttClientSubscribeOptionsBuilder();
            foreach (var topic in _topics.Commands)
            {
                // A command that somebody keeps at the broker must not switch at each connection.
                obeying.WithTopicFilter(topic, MqttQualityOfServiceLevel.AtLeastOnce, retainHandling: MqttRetainHandling.DoNotSendOnSubscribe);
            }

            await _client.SubscribeAsync(obeying.Build(), cancellation).ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (error is MqttCommunicationException or IOException or CryptographicException or AuthenticationException or OperationCanceledException or TimeoutException)
        {
            return error.InnerException is AuthenticationException || error is AuthenticationException
                ? $"The certificate of {_options.Host}:{_options.Port} is not to be trusted, or it speaks no TLS. Name the authority with mqtt.ca."
                : error is CryptographicException or FileNotFoundException ? $"The certificates in {_options.AuthorityFile} cannot be read. Write them in PEM."
                : $"No broker answers at {_options.Host}:{_options.Port}.";
        }
    }

    // What an earlier life left has to be known before anything is put in its place. A broker hands it out first: when our own word comes back, all of it was heard.
    private async Task HearAllAsync(CancellationToken cancellation)
    {
        var heardAll = _heardAll = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (await SayAsync(_topics.Mark, ReadOnlyMemory<byte>.Empty, cancellation).ConfigureAwait(false) is not null)
        {
            return;
        }

        try
        {
            await heardAll.Task.WaitAsync(PatienceWithKept, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A broker that lets us say it and not hear it. What is left may then stay.
        }
    }

    private async Task OwnAsync(CancellationToken cancellation)
    {
        Replaced = _owner.Rival;
        if (_owner is { IsOurs.IsCompleted: true, Rival: null }
            || await PublishAsync(_topics.Owner, Encoding.UTF8.GetBytes(OwnerMark.Of(_options).Text), isKept: true, cancellation).ConfigureAwait(false)
                is not MqttClientPublishReasonCode.Success)
        {
            return;
        }

        try
        {
            await _owner.IsOurs.WaitAsync(PatienceWithKept, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // A broker that lets us say it and not hear it.
        }
    }

    // With a farewell, and for good: neither the will nor what is asked of a session that is away is ours to have.
    private Task LeaveAsync(CancellationToken cancellation)
    {
        _isLeaving = true;
        return _client.DisconnectAsync(
            new MqttClientDisconnectOptions { Reason = MqttClientDisconnectOptionsReason.NormalDisconnection, SessionExpiryInterval = 0 }, cancellation);
    }

    /// <summary>Keeps states at the broker: which it took, and the topics that it does not let the hive write.</summary>
    public async Task<(ImmutableArray<KeyValuePair<string, string>> Kept, ImmutableArray<string> Refused)> KeepAsync(
        ImmutableArray<KeyValuePair<string, string>> states, CancellationToken cancellation)
    {
        var kept = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var refused = ImmutableArray.CreateBuilder<string>();
        foreach (var part in states.Chunk(_atATime))
        {
            var sent = part.Select(state => PublishAsync(state.Key, Encoding.UTF8.GetBytes(state.Value), isKept: true, cancellation)).ToList();
            for (var each = 0; each < sent.Count; each++)
            {
                var outcome = await sent[each].ConfigureAwait(false);
                if (outcome is MqttClientPublishReasonCode.Success)
                {
                    kept.Add(part[each]);
                }
                else if (outcome is not null)
                {
                    refused.Add(part[each].Key);
                }
            }
        }

        return (kept.ToImmutable(), refused.ToImmutable());
    }

    /// <summary>Publishes something once.</summary>
    /// <returns>Why the broker did not take it, or that nobody hears it.</returns>
    public async Task<string?> SayAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken cancellation) =>
        await PublishAsync(topic, payload, isKept: false, cancellation).ConfigureAwait(false) switch
        {
            null => "There is no connection to the MQTT broker.",
            MqttClientPublishReasonCode.Success => null,
            MqttClientPublishReasonCode.NoMatchingSubscribers => $"Nobody listens to {topic} at the broker.",
            var code => $"The broker refuses {topic} ({code}).",
        };

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    // Nothing where there is no connection.
    private async Task<MqttClientPublishReasonCode?> PublishAsync(string topic, ReadOnlyMemory<byte> payload, bool isKept, CancellationToken cancellation)
    {
        try
        {
            var result = await _client.PublishAsync(
                new MqttApplicationMessage
                {
                    Topic = topic,
                    Payload = new ReadOnlySequence<byte>(payload),
                    Retain = isKept,
                    QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
                },
                cancellation).ConfigureAwait(false);

            // What is kept is there for whoever listens later.
            return isKept && result.ReasonCode == MqttClientPublishReasonCode.NoMatchingSubscribers ? MqttClientPublishReasonCode.Success : result.ReasonCode;
        }
        catch (Exception error) when (error is MqttCommunicationException or MqttClientNotConnectedException or IOException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            return null;
        }
    }

    // The payload's memory is only ours until this returns; what is asked for is acknowledged once it is done for good.
    private Task Take(MqttApplicationMessageReceivedEventArgs message)
    {
        var topic = message.ApplicationMessage.Topic;
        if (topic == _topics.Mark)
        {
            _heardAll.TrySetResult();
            return Task.CompletedTask;
        }

        var payload = message.ApplicationMessage.Payload.Length > 64 * 1024 ? "" : Encoding.UTF8.GetString(message.ApplicationMessage.Payload);
        _former?.Hear(topic, payload);
        if (topic == _topics.Owner)
        {
            _owner.HearOwner(payload);
        }
        else if (topic == _topics.Status)
        {
            _owner.HearStatus(payload);
        }

        var isCommand = topic.EndsWith("/set", StringComparison.Ordinal) || topic.EndsWith("/run", StringComparison.Ordinal);
        message.AutoAcknowledge = !isCommand;
        _tell(new Heard(
            _number, topic, payload, message.ApplicationMessage.Retain, message.ApplicationMessage.Dup, message.PacketIdentifier,
            isCommand ? () => AcknowledgeAsync(message) : null));
        return Task.CompletedTask;
    }

    private static async Task AcknowledgeAsync(MqttApplicationMessageReceivedEventArgs message)
    {
        try
        {
            await message.AcknowledgeAsync(CancellationToken.None).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A client whose connection is gone throws whatever it meets first. The broker sends the command again by the next one.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is nobody to tell.
        }
    }

    private MqttClientOptions Options(string? password)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(_options.Host, _options.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId(_options.ClientId)
            .WithCleanStart(false)
            .WithReceiveMaximum(MostUnacknowledged)
            .WithSessionExpiryInterval((uint)_options.CommandsKept.TotalSeconds)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithWillTopic(_topics.Status)
            .WithWillPayload("offline")
            .WithWillRetain()
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (_options.Username is { } user)
        {
            builder.WithCredentials(user, password ?? "");
        }

        if (_options.Encryption == MqttEncryption.On)
        {
            builder.WithTlsOptions(tls =>
            {
                tls.UseTls();
                if (_options.AuthorityFile is { } file)
                {
                    var authorities = new X509Certificate2Collection();
                    authorities.ImportFromPemFile(file);
                    tls.WithTrustChain(authorities);
                    tls.WithRevocationMode(X509RevocationMode.NoCheck);
                }
            });
        }

        return builder.Build();
    }

    private string Words(MqttClientConnectResultCode code) => code switch
    {
        MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized =>
            $"The broker at {_options.Host}:{_options.Port} refuses user '{_options.Username}'. Correct mqtt.username and mqtt.password.",
        MqttClientConnectResultCode.UnsupportedProtocolVersion => $"The broker at {_options.Host}:{_options.Port} does not speak MQTT 5. Update it.",
        _ => $"The broker at {_options.Host}:{_options.Port} refuses the connection ({code}).",
    };
}
