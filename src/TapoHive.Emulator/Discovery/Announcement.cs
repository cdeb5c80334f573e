using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;
using TapoHive.Protocol.Discovery;

namespace TapoHive.Emulator.Discovery;

/// <summary>What a plug answers to "who is there?" (PROTOCOL 1.2).</summary>
internal static class Announcement
{
    /// <summary>The answer, or nothing where the plug is silent. A probe wakes a plug that sleeps.</summary>
    public static byte[]? Of(PlugCore plug, uint serial)
    {
        plug.Wake();
        if (plug.Presence is Presence.Gone or Presence.Refusing)
        {
            return null;
        }

        var model = plug.Device.Model;
        var address = plug.Address;
        var unbound = plug.IsUnbound;
        return new DiscoveryAnswer
        {
            DeviceId = plug.Device.Identity.DiscoveryId,
            Owner = unbound ? "" : OwnerOf(plug),
            DeviceType = model.Family,
            DeviceModel = model.DiscoveryName,
            Ip = address.Host.ToString(),
            Mac = plug.Device.Identity.Mac.ToString(),
            SetUpBy = model.ShowsSetup ? "tplink" : null,
            FactoryDefault = unbound,
            EncryptType = model.Transport switch { Transport.Aes => "AES", Transport.Tpap => "TPAP", _ => "KLAP" },
            HttpPort = address.Port,
            LoginVersion = model.LoginVersion >= 2 && !model.IsLegacyFamily ? model.LoginVersion : null,
            NewKlap = model.IsLegacyFamily && model.Transport is Transport.Klap,
            ProtocolVersion = model.ShowsProtocolVersion ? 1 : null,
            TpapPreferred = model.KnowsTpap ? model.Transport is Transport.Tpap : null,
            Tpap = plug.TpapInvitation,
        }.Write(serial);
    }

    // A password nobody told the plug of is still the same owner.
    private static string OwnerOf(PlugCore plug) => OwnerHash(plug.Credentials.Username);

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The plug's own choice (PROTOCOL 1.2).")]
    private static string OwnerHash(string username) => Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(username)));
}
