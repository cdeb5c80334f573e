using NodaTime;

namespace TapoHive.Protocol;

/// <summary>How patient the connections to plugs are. All times are longer than nothing.</summary>
public sealed record PlugConnectorOptions
{
    /// <summary>How long a TCP connection may take. Long enough for one lost SYN on a slow wireless link.</summary>
    public Duration ConnectTimeout { get; init => field = Positive(value); } = Duration.FromSeconds(3);

    /// <summary>How long a request may take from the established connection to the last byte of its answer, however slowly the bytes drip.</summary>
    public Duration RequestTimeout { get; init => field = Positive(value); } = Duration.FromSeconds(5);

    /// <summary>The same for a login that a plug counts and that therefore cannot be sent again: an answer that was not waited for leaves the password in
    /// doubt for all plugs of its account.</summary>
    public Duration LoginTimeout { get; init => field = Positive(value); } = Duration.FromSeconds(30);

    /// <summary>How long a connection that nobody uses stays open. Shorter than the pause between polls, so that ten thousand idle plugs hold no sockets.</summary>
    public Duration IdleConnection { get; init => field = Positive(value); } = Duration.FromSeconds(15);

    private static Duration Positive(Duration value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, Duration.Zero);
        return value;
    }
}
