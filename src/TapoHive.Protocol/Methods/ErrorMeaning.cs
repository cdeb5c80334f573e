using System.Globalization;
using NodaTime;
using TapoHive.Domain.Failures;

namespace TapoHive.Protocol.Methods;

/// <summary>What the plugs' error codes mean to somebody who has to decide what to do next: the whole table of PROTOCOL 6.</summary>
public static class ErrorMeaning
{
    /// <summary>The pause after "too many requests" (PROTOCOL 6, HTTP 429; 7, row 10).</summary>
    public static readonly Duration PauseWhenThrottled = Duration.FromSeconds(30);

    /// <summary>The longest pause that a plug may ask for: it is looked at again some day, whatever it says.</summary>
    public static readonly Duration LongestPauseAsked = Duration.FromMinutes(10);

    /// <summary>The pause after a lock-out: how long one lasts is not known, and trying prolongs it (PROTOCOL 4.5).</summary>
    public static readonly Duration PauseWhenLocked = Duration.FromHours(1);

    private static readonly Duration PauseWhenBusy = Duration.FromSeconds(5);

    /// <summary>The pause after HTTP 429: what the plug asks for in <c>Retry-After</c>, a second at least and <see cref="LongestPauseAsked"/> at most; else the usual one.</summary>
    public static Duration PauseAsked(Duration? asked) =>
        asked is { } pause ? Duration.Max(Duration.FromSeconds(1), Duration.Min(LongestPauseAsked, pause)) : PauseWhenThrottled;

    /// <summary>Whether a code is in the table. An unknown one fails its request; several in a row cast doubt on the session.</summary>
    public static bool IsKnown(int code) => Describe(code) is not null;

    /// <summary>Whether a code, as the answer to a batch, asks for single requests instead (PROTOCOL 5.1, 6).</summary>
    public static bool RefusesBatches(int code) =>
        code is ErrorCode.JsonDecode or ErrorCode.UnknownMethod or ErrorCode.MultipleRequestFailed or ErrorCode.RequestLength or ErrorCode.Parameters;

    /// <summary>Whether a code says that the device does not have the method.</summary>
    public static bool LacksMethod(int code) => code is ErrorCode.UnknownMethod or ErrorCode.Parameters;

    /// <summary>The failure that a code other than 0 means.</summary>
    /// <param name="code">The code.</param>
    /// <param name="stage">Where it came.</param>
    /// <param name="method">The method that was called, for the sentence.</param>
    public static Failure Of(int code, CallStage stage, string method)
    {
        var kind = KindOf(code, stage);
        var name = Describe(code) ?? "a code that is not known";
        var fact = string.Create(CultureInfo.InvariantCulture, $"The plug answered {method} with {code}: {name}.");
        return new Failure(kind, Remedy(kind, code, stage) is { } remedy ? $"{fact} {remedy}" : fact, Delivery.NotDelivered, Pause(kind, code));
    }

    private static FailureKind KindOf(int code, CallStage stage)
    {
        var kind = code switch
        {
            ErrorCode.SessionTimeout or ErrorCode.TransportNotAvailable or ErrorCode.AesDecode or ErrorCode.SessionParameter or ErrorCode.TpapSession => FailureKind.SessionLost,
            ErrorCode.CommandCancelled or ErrorCode.HttpTransportFailed or ErrorCode.Unspecific or ErrorCode.CloudFailed => FailureKind.Transient,
            ErrorCode.TransportUnknown => FailureKind.TransportChanged,
            ErrorCode.HandshakeFailed => stage == CallStage.Handshake ? FailureKind.Transient : FailureKind.SessionLost,
            ErrorCode.LoginFailed or ErrorCode.LoginCredentials or ErrorCode.Account => FailureKind.CredentialsRejected,
            ErrorCode.PakeShare => stage == CallStage.Login ? FailureKind.CredentialsRejected : FailureKind.SessionLost,
            ErrorCode.Busy => FailureKind.Busy,
            _ => FailureKind.Unsupported,
        };

        return stage switch
        {
            // There is no session yet that could be lost.
            CallStage.Handshake when kind == FailureKind.SessionLost => FailureKind.Transient,

            // The strip accepted the session; what its socket says of sessions and accounts can only be a passing trouble.
            CallStage.Child when kind is FailureKind.SessionLost or FailureKind.TransportChanged or FailureKind.CredentialsRejected => FailureKind.Transient,
            _ => kind,
        };
    }

    private static Duration? Pause(FailureKind kind, int code) => kind switch
    {
        FailureKind.Busy => PauseWhenBusy,
        FailureKind.CredentialsRejected when code == ErrorCode.Account => PauseWhenLocked,
        _ => null,
    };

    private static string? Remedy(FailureKind kind, int code, CallStage stage) => (kind, code) switch
    {
        (FailureKind.CredentialsRejected, ErrorCode.Account) => "Wait an hour at least: each further login prolongs the lock.",
        (FailureKind.CredentialsRejected, _) when stage == CallStage.Login => Remedies.Credentials,
        (FailureKind.CredentialsRejected, _) => "Check the account's user name and password.",
        (FailureKind.TransportChanged, _) => Remedies.Rediscover,
        _ => null,
    };

    private static string? Describe(int code) => code switch
    {
        ErrorCode.SessionTimeout => "the session is over",
        ErrorCode.NullTransport => "no transport",
        ErrorCode.CommandCancelled => "cancelled",
        ErrorCode.TransportNotAvailable => "the transport is not available",
        ErrorCode.TransportUnknown => "it does not speak this protocol any more",
        ErrorCode.HandshakeFailed => "the handshake failed",
        ErrorCode.LoginFailed => "the login failed",
        ErrorCode.HttpTransportFailed => "its transport failed",
        ErrorCode.MultipleRequestFailed => "the batch failed",
        ErrorCode.Common => "failed",
        ErrorCode.Unspecific => "failed for an unspecific reason",
        ErrorCode.UnknownMethod => "unknown method",
        ErrorCode.JsonDecode => "it cannot read the request",
        ErrorCode.JsonEncode => "it cannot write the answer",
        ErrorCode.AesDecode => "it cannot decrypt the request",
        ErrorCode.RequestLength => "the request is too long",
        ErrorCode.CloudFailed => "its cloud connection failed",
        ErrorCode.Parameters => "wrong parameters",
        ErrorCode.PublicKey => "it refuses the public key",
        ErrorCode.TerminalUuid => "it refuses the terminal UUID",
        ErrorCode.SessionParameter => "wrong session parameters",
        -1201 => "quick setup failed",
        ErrorCode.Busy => "too many requests",
        -1302 => "no next event",
        -1401 or -1402 => "firmware trouble",
        ErrorCode.LoginCredentials => "wrong credentials",
        >= -1603 and <= -1601 => "clock trouble",
        -1701 or -1702 => "wireless trouble",
        >= -1805 and <= -1801 => "schedule trouble",
        >= -1903 and <= -1901 => "countdown trouble",
        >= -2003 and <= -2001 => "away-mode trouble",
        ErrorCode.Account => "the account is locked or wrong",
        -2201 or -2202 => "statistics trouble",
        ErrorCode.PakeShare => "the password is wrong or the session is over",
        -2301 or -2302 => "daylight-saving trouble",
        ErrorCode.TpapSession => "the session is over",
        _ => null,
    };
}
