using NodaTime;

namespace TapoHive.Protocol;

/// <summary>How patient the connections to plugs are.</summary>
public sealed record PlugConnectorOptions
{
    /// <summary>How long a TCP connection may take. Long enough for one lost SYN on a slow wireless link.</summary>
    public Duration ConnectTimeout { get; init; } = Duration.FromSeconds(3);

    /// <summary>How long a request may take from the established connection to the last byte of its answer, however slowly the bytes drip.</summary>
    public Duration RequestTimeout { get; init; } = Duration.FromSeconds(5);

    /// <summary>How long a connection that nobody uses stays open. Shorter than the pause between polls, so that ten thousand idle plugs hold no sockets.</summary>
    public Duration IdleConnection { get; init; } = Duration.FromSeconds(15);

    /// <summary>Whether KLAP replies must be signed.</summary>
    public ReplySignatures ReplySignatures { get; init; } = ReplySignatures.Required;

    /// <exception cref="ArgumentException">A time is not positive.</exception>
    internal void Validate()
    {
        foreach (var (name, value) in new[] { (nameof(ConnectTimeout), ConnectTimeout), (nameof(RequestTimeout), RequestTimeout), (nameof(IdleConnection), IdleConnection) })
        {
            if (value <= Duration.Zero)
            {
                throw new ArgumentException($"{name} must be longer than nothing.");
            }
        }
    }
}
