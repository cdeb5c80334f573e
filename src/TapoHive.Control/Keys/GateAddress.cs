using System.Text.Json;

namespace TapoHive.Control.Keys;

/// <summary>Where a gate listens.</summary>
/// <param name="Host">Name or address, as the gate itself calls it.</param>
/// <param name="Port">TCP port.</param>
public sealed record GateAddress(string Host, int Port)
{
    /// <summary>Reads the address a running hive left; absent where there is none or it makes no sense.</summary>
    public static GateAddress? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), KeyJson.Default.GateAddress);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Leaves the address for others to find.</summary>
    public void Write(string path) => PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(this, KeyJson.Default.GateAddress));

    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
