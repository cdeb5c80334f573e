using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace TapoHive.Alerts;

/// <summary>
/// Signs a message as the Standard Webhooks specification has it: HMAC-SHA256 over <c>id.timestamp.body</c>, in base64, behind <c>v1,</c>.
/// A secret that begins with <c>whsec_</c> is base64 behind that; any other is taken as the bytes of its text.
/// </summary>
public static class WebhookSignature
{
    private const string Prefix = "whsec_";

    /// <summary>The value of <c>webhook-timestamp</c>.</summary>
    public static string Timestamp(Instant at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The value of <c>webhook-signature</c>.</summary>
    /// <exception cref="FormatException">The secret begins with <c>whsec_</c> and is no base64 behind that.</exception>
    public static string Of(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var key = secret.StartsWith(Prefix, StringComparison.Ordinal) ? Convert.FromBase64String(secret[Prefix.Length..]) : Encoding.UTF8.GetBytes(secret);
        try
        {
            using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
            hmac.AppendData(Encoding.UTF8.GetBytes($"{id}.{timestamp}."));
            hmac.AppendData(body);
            return $"v1,{Convert.ToBase64String(hmac.GetHashAndReset())}";
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
