using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using NodaTime;

namespace TapoHive.Protocol.Tpap;

/// <summary>A device's answer to a <c>pake_share</c> that it accepted (PROTOCOL 4.5). A class without a telling <see cref="ToString"/>, because it holds
/// the session's token.</summary>
/// <param name="deviceConfirm">The device's proof.</param>
/// <param name="token">The session's token, which stands in the path of its requests.</param>
/// <param name="startSequence">The number of the first request.</param>
/// <param name="lifetime">How long the session lasts, where told.</param>
public sealed class PakeShared(byte[] deviceConfirm, string token, uint startSequence, Duration? lifetime)
{
    private const int LongestToken = 512;
    private static readonly Duration _longestLifetime = Duration.FromDays(366);

    /// <summary>The device's proof.</summary>
    public byte[] DeviceConfirm { get; } = deviceConfirm;

    /// <summary>The session's token.</summary>
    public string Token { get; } = token;

    /// <summary>The number of the first request.</summary>
    public uint StartSequence { get; } = startSequence;

    /// <summary>How long the session lasts, where told.</summary>
    public Duration? Lifetime { get; } = lifetime;

    /// <summary>Reads a result; false where it lacks what a session needs.</summary>
    internal static bool TryRead(JsonElement result, [NotNullWhen(true)] out PakeShared? shared)
    {
        shared = null;
        if (TpapLogin.Bytes(result, "dev_confirm") is not { Length: > 0 } confirm
            || (result.Text("stok") ?? result.Text("sessionId")) is not { Length: > 0 and <= LongestToken } token
            || (result.Member("start_seq") is null ? 1 : result.Whole("start_seq")) is not (>= int.MinValue and <= uint.MaxValue and { } start))
        {
            return false;
        }

        var seconds = result.Whole("expired");
        shared = new PakeShared(confirm, token, unchecked((uint)start), seconds is > 0 ? Duration.FromSeconds(Math.Min(seconds.Value, (long)_longestLifetime.TotalSeconds)) : null);
        return true;
    }

    /// <summary>The result, as a device sends it.</summary>
    public byte[] Write() => WireJson.WriteObject(json =>
    {
        json.WriteBase64String("dev_confirm", DeviceConfirm);
        json.WriteString("stok", Token);
        json.WriteNumber("start_seq", StartSequence);
        if (Lifetime is { } lifetime)
        {
            json.WriteNumber("expired", (long)lifetime.TotalSeconds);
        }
    });

    /// <summary>Never the token: only what this object is.</summary>
    public override string ToString() => "(an accepted login)";
}
