using TapoHive.Domain.Failures;

namespace TapoHive.Protocol.Http;

/// <summary>What came of one request over HTTP.</summary>
internal abstract record HttpOutcome
{
    private HttpOutcome()
    {
    }

    /// <summary>The plug answered.</summary>
    /// <param name="Status">HTTP status, whatever it is.</param>
    /// <param name="Body">The whole body.</param>
    /// <param name="Cookie">The session cookie, where one was set.</param>
    /// <param name="RetryAfter">The pause it asks for, where it does.</param>
    public sealed record Replied(int Status, byte[] Body, SessionCookie? Cookie, TimeSpan? RetryAfter = null) : HttpOutcome
    {
        /// <summary>Whether the request had been sent before, on a connection that broke.</summary>
        public bool IsToRepetition { get; init; }

        /// <summary>What a refusal says of the request: the plug did not act on it, unless it had been sent before.</summary>
        public Delivery OfRefused => IsToRepetition ? Delivery.Unknown : Delivery.NotDelivered;
    }

    /// <summary>It did not.</summary>
    /// <param name="Trouble">In which way.</param>
    /// <param name="Delivery">Whether it may have read the request.</param>
    /// <param name="Connection">Whether the connection was made for this request.</param>
    public sealed record NoReply(HttpTrouble Trouble, Delivery Delivery, ConnectionAge Connection) : HttpOutcome
    {
        /// <summary>The mark of a server that had closed a kept connection when the request was sent: a new one is worth a try.</summary>
        public bool IsStaleConnection => Trouble == HttpTrouble.Broken && Connection == ConnectionAge.Kept;
    }
}

/// <summary>How old the connection was that a request went out on.</summary>
internal enum ConnectionAge
{
    /// <summary>Made for this request, or never made.</summary>
    Fresh,

    /// <summary>Left over from an earlier one.</summary>
    Kept,
}
