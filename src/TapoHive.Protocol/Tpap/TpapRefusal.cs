using System.Globalization;
using System.Text.Json;
using TapoHive.Domain.Failures;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tpap;

/// <summary>What a device's refusal of a login step means (PROTOCOL 4.5).</summary>
internal static class TpapRefusal
{
    /// <summary>Of a step that shows no password.</summary>
    public static Failure Of(PlugEndpoint endpoint, int code, string step) =>
        code == ErrorCode.Account ? Locked(endpoint) : ErrorMeaning.Of(code, CallStage.Handshake, step);

    /// <summary>Of the step that shows one.</summary>
    /// <param name="endpoint">Whose refusal.</param>
    /// <param name="code">Its error code.</param>
    /// <param name="reply">The whole answer, which may tell how many attempts are left.</param>
    /// <param name="remedy">What a person can do about the password.</param>
    public static Failure OfLogin(PlugEndpoint endpoint, int code, ReadOnlySpan<byte> reply, string remedy) => code switch
    {
        ErrorCode.Account => Locked(endpoint),
        ErrorCode.PakeShare => endpoint.Failure(FailureKind.CredentialsRejected, $"refused the password{Counted(reply)}", remedy),

        // Whether it looked at the password before it said this is known of none but these.
        _ => ErrorMeaning.Of(code, CallStage.Login, TpapLogin.Share) is var failure && code is ErrorCode.Busy or ErrorCode.TpapSession
            ? failure
            : failure with { Delivery = Delivery.Unknown },
    };

    private static Failure Locked(PlugEndpoint endpoint) => endpoint.Failure(
        FailureKind.CredentialsRejected,
        "has locked itself after too many wrong logins and refuses right ones too",
        "Wait an hour at least, because each further login prolongs the lock; then run 'tapohive retry'.",
        retryAfter: ErrorMeaning.PauseWhenLocked);

    private static string Counted(ReadOnlySpan<byte> reply)
    {
        if (LooseJson.ParseObject(reply) is not { } root)
        {
            return string.Empty;
        }

        var failed = Count(root, "failedAttempts") ?? Count(root, "failed_attempts");
        var left = Count(root, "remainAttempts") ?? Count(root, "remain_attempts");
        return (failed, left) switch
        {
            ({ } f, { } l) => string.Create(CultureInfo.InvariantCulture, $" (it counts {f} wrong attempts and locks itself after {l} more)"),
            ({ } f, null) => string.Create(CultureInfo.InvariantCulture, $" (it counts {f} wrong attempts)"),
            (null, { } l) => string.Create(CultureInfo.InvariantCulture, $" (it locks itself after {l} more wrong attempts)"),
            _ => string.Empty,
        };
    }

    private static int? Count(JsonElement root, string name) => root.Small(name) ?? root.ObjectMember("result")?.Small(name) ?? root.ObjectMember("data")?.Small(name);
}
