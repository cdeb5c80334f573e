using System.Text;
using System.Text.Json;

namespace TapoHive.Protocol.Tests.Vectors;

/// <summary>Byte-exact figures of the four protocols; credentials, keys and addresses in them are invented.</summary>
internal static class Vector
{
    public static JsonElement Discovery { get; } = Load("discovery.json");

    public static JsonElement SecurePassthrough { get; } = Load("secure-passthrough.json");

    public static IReadOnlyList<JsonElement> Klap { get; } = [.. Load("klap.json").EnumerateArray()];

    public static JsonElement Tpap { get; } = Load("tpap.json");

    extension(JsonElement element)
    {
        public string Str(string name) => element.GetProperty(name).GetString()!;

        public byte[] Hex(string name) => Convert.FromHexString(element.Str(name));

        public byte[] Utf8(string name) => Encoding.UTF8.GetBytes(element.Str(name));
    }

    public static byte[] Pkcs8(string pem) => Convert.FromBase64String(string.Concat(pem.Split('\n').Where(static line => !line.StartsWith('-'))));

    private static JsonElement Load(string name)
    {
        using var stream = typeof(Vector).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return JsonElement.Parse(reader.ReadToEnd());
    }
}
