using System.Text.Json;

namespace TapoHive.Protocol.Tpap;

/// <summary>The names that all messages of a TPAP login share (PROTOCOL 4).</summary>
public static class TpapLogin
{
    /// <summary>The method of each of them.</summary>
    public const string Method = "login";

    /// <summary>Asks what the device offers.</summary>
    public const string Discover = "discover";

    /// <summary>Begins a login.</summary>
    public const string Register = "pake_register";

    /// <summary>Ends it.</summary>
    public const string Share = "pake_share";

    /// <summary>P-256 with SHA-256 and HMAC.</summary>
    public const int CipherSuite = 1;

    /// <summary>AES-128-CCM.</summary>
    public const string Encryption = "aes_128_ccm";

    /// <summary>Which of the messages a request's parameters are; nothing where they are none.</summary>
    public static string? StepOf(JsonElement parameters) => parameters.Text("sub_method");

    internal static byte[] Request(string step, Action<Utf8JsonWriter>? members = null) => WireJson.WriteObject(json =>
    {
        json.WriteString("method", Method);
        json.WriteStartObject("params");
        json.WriteString("sub_method", step);
        members?.Invoke(json);
        json.WriteEndObject();
    });

    /// <summary>Numbers given as one or as a list.</summary>
    internal static IReadOnlyList<int> Numbers(JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Array } => [.. element.Items(name).Select(static item => item.AsWhole()).OfType<long>().Where(static n => n is >= 0 and <= byte.MaxValue).Select(static n => (int)n)],
        not null when element.Small(name) is { } one => [one],
        _ => [],
    };

    /// <summary>Texts given as one or as a list.</summary>
    internal static IReadOnlyList<string> Texts(JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Array } => [.. element.Items(name).Select(static item => item.AsText()).OfType<string>()],
        not null when element.Text(name) is { } one => [one],
        _ => [],
    };

    /// <summary>Bytes in base64; nothing where they are missing or none.</summary>
    internal static byte[]? Bytes(JsonElement element, string name) => element.Text(name) is { Length: > 0 } text ? Base64Text.Decode(text) : null;
}
