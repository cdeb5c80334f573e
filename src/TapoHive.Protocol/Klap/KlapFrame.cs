using System.Globalization;

namespace TapoHive.Protocol.Klap;

/// <summary>A sealed request, ready to be posted.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Body">Signature and ciphertext.</param>
public readonly record struct KlapFrame(int Sequence, byte[] Body)
{
    /// <summary>The query that goes with it: <c>seq=</c> and the number in signed decimal.</summary>
    public string Query => string.Create(CultureInfo.InvariantCulture, $"seq={Sequence}");
}
