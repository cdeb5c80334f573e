using System.Text.Json;
using TapoHive.Protocol.Keys;

namespace TapoHive.Protocol.Discovery;

/// <summary>The JSON of a discovery answer, both ways (PROTOCOL 1.2).</summary>
internal static class DiscoveryAnswerJson
{
    public static DiscoveryAnswer? Read(ReadOnlySpan<byte> utf8, RsaKeyPair? probeKey)
    {
        if (LooseJson.ParseObject(utf8) is not { } root
            || (root.Whole("error_code") ?? 0) != 0
            || root.ObjectMember("result") is not { } result
            || result.Text("device_type") is not { Length: > 0 } family)
        {
            return null;
        }

        var scheme = result.ObjectMember("mgt_encrypt_schm");
        var sealedInfo = result.ObjectMember("encrypt_info");
        var opened = sealedInfo is { } info && probeKey is not null ? SealedInfo.Open(info, probeKey) : null;
        return new DiscoveryAnswer
        {
            // Older firmware calls the two ..._hash.
            DeviceId = result.Text("device_id") ?? result.Text("device_id_hash"),
            Owner = FirstTold(result.Text("owner"), result.Text("device_owner_hash"), opened?.Text("owner")),
            DeviceType = family,
            DeviceModel = result.Text("device_model"),
            Ip = result.Text("ip"),
            Mac = result.Text("mac"),
            SetUpBy = result.Text("obd_src"),
            FactoryDefault = result.Flag("factory_default") ?? false,
            EncryptType = scheme?.Text("encrypt_type") ?? sealedInfo?.Text("sym_schm"),
            Https = scheme?.Flag("is_support_https") ?? false,
            HttpPort = Port(scheme?.Small("http_port") ?? opened?.Small("http_port")),
            LoginVersion = scheme?.Small("lv"),
            NewKlap = scheme?.Flag("new_klap") ?? false,
            ProtocolVersion = result.Small("protocol_version"),
            TpapPreferred = result.Flag("tpap_preferred"),
            Tpap = result.ObjectMember("tpap") is { } tpap ? Invitation(tpap) : null,
        };
    }

    public static byte[] Write(DiscoveryAnswer answer) => WireJson.WriteObject(json =>
    {
        json.WriteStartObject("result");
        WriteText(json, "device_id", answer.DeviceId);
        WriteText(json, "owner", answer.Owner);
        WriteText(json, "device_type", answer.DeviceType);
        WriteText(json, "device_model", answer.DeviceModel);
        WriteText(json, "ip", answer.Ip);
        WriteText(json, "mac", answer.Mac);
        json.WriteBoolean("is_support_iot_cloud", true);
        WriteText(json, "obd_src", answer.SetUpBy);
        json.WriteBoolean("factory_default", answer.FactoryDefault);
        WriteNumber(json, "protocol_version", answer.ProtocolVersion);
        if (answer.TpapPreferred is { } preferred)
        {
            json.WriteBoolean("tpap_preferred", preferred);
        }

        if (answer.Tpap is { } tpap)
        {
            WriteInvitation(json, tpap);
        }

        json.WriteStartObject("mgt_encrypt_schm");
        json.WriteBoolean("is_support_https", answer.Https);
        WriteText(json, "encrypt_type", answer.EncryptType);
        WriteNumber(json, "http_port", answer.HttpPort);
        WriteNumber(json, "lv", answer.LoginVersion);
        WriteNumber(json, "new_klap", answer.NewKlap ? 1 : null);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteNumber("error_code", 0);
    });

    /// <summary>The <c>tpap</c> object, which is the same in a discovery answer and in the answer to a TPAP discover call.</summary>
    internal static TpapInvitation Invitation(JsonElement tpap) => new(
        tpap.Small("tls") ?? 0,
        Port(tpap.Small("port")),
        [.. tpap.Items("pake").Select(static item => item.AsWhole()).OfType<long>().Where(static kind => kind is >= 0 and <= byte.MaxValue).Select(static kind => (int)kind)],
        tpap.Flag("dac") ?? false);

    internal static void WriteInvitation(Utf8JsonWriter json, TpapInvitation tpap)
    {
        json.WriteStartObject("tpap");
        json.WriteNumber("tls", tpap.Tls);
        json.WriteNumber("dac", tpap.Attests ? 1 : 0);
        json.WriteNumber("noc", 1);
        json.WriteStartArray("pake");
        foreach (var kind in tpap.Passcodes)
        {
            json.WriteNumberValue(kind);
        }

        json.WriteEndArray();
        WriteNumber(json, "port", tpap.Port);
        json.WriteEndObject();
    }

    private static int? Port(int? port) => port is >= 1 and <= 65535 ? port : null;

    private static string? FirstTold(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return text;
            }
        }

        return null;
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}
