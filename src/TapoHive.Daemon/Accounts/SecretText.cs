using System.Text;

namespace TapoHive.Daemon.Accounts;

/// <summary>What a file that holds a secret says.</summary>
public static class SecretText
{
    /// <summary>The secret: the text without a mark of its encoding before it, and without the ends of lines that editors put behind it.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        return Encoding.UTF8.GetString(text).TrimEnd('\r', '\n');
    }
}
