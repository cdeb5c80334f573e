using System.Text.Json;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Discovery;

namespace TapoHive.Protocol.Tpap;

/// <summary>A device's answer to a TPAP discover call (PROTOCOL 4.1).</summary>
/// <param name="Mac">Its hardware address, where told.</param>
/// <param name="Invitation">How it wants TPAP; nothing where it does not want it, as with Third-Party Compatibility on.</param>
/// <param name="UserHashType">How the register request's user name is hashed.</param>
public sealed record TpapOffer(Mac? Mac, TpapInvitation? Invitation, int? UserHashType)
{
    /// <summary>The call.</summary>
    public static byte[] Request() => TpapLogin.Request(TpapLogin.Discover);

    /// <summary>Reads a result.</summary>
    public static TpapOffer Read(JsonElement result) => new(
        Domain.Plugs.Mac.TryParse(result.Text("mac"), out var mac) ? mac : null,
        result.ObjectMember("tpap") is { } tpap ? DiscoveryAnswerJson.Invitation(tpap) : null,
        result.ObjectMember("tpap")?.Small("user_hash_type") ?? result.Small("user_hash_type"));

    /// <summary>The whole result, as a device sends it.</summary>
    public byte[] Write() => WireJson.WriteObject(json =>
    {
        json.WriteString("sub_method", TpapLogin.Discover);
        if (Mac is { } mac)
        {
            json.WriteString("mac", mac.ToString());
        }

        json.WriteBoolean("tpap_preferred", Invitation is not null);
        if (Invitation is { } invitation)
        {
            DiscoveryAnswerJson.WriteInvitation(json, invitation);
        }
    });
}
