using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TapoHive.Protocol.Tpap;

/// <summary>A client's <c>pake_share</c> (PROTOCOL 4.5): the one message that shows the device a password.</summary>
/// <param name="UserShare">The client's share.</param>
/// <param name="UserConfirm">Its proof.</param>
public sealed record PakeShare(byte[] UserShare, byte[] UserConfirm)
{
    /// <summary>The request. The device is not asked to attest itself: its proof shows already that it holds the password's verifier.</summary>
    public static byte[] Request(TpapHandshake handshake)
    {
        ArgumentNullException.ThrowIfNull(handshake);
        return TpapLogin.Request(TpapLogin.Share, json =>
        {
            json.WriteBase64String("user_share", handshake.Share);
            json.WriteBase64String("user_confirm", handshake.Confirmation);
        });
    }

    /// <summary>Reads a request's parameters on a device; false where something is missing.</summary>
    public static bool TryRead(JsonElement parameters, [NotNullWhen(true)] out PakeShare? share)
    {
        share = TpapLogin.Bytes(parameters, "user_share") is { Length: > 0 } point && TpapLogin.Bytes(parameters, "user_confirm") is { Length: > 0 } proof
            ? new PakeShare(point, proof)
            : null;
        return share is not null;
    }
}
