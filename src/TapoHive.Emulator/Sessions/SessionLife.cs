using System.Security.Cryptography;

namespace TapoHive.Emulator.Sessions;

/// <summary>How long plugs keep sessions, and what they call them (PROTOCOL 0.1).</summary>
internal static class SessionLife
{
    /// <summary>A day, as <c>TIMEOUT</c> says.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(86_400);

    /// <summary>The same, for the cookie.</summary>
    public static NodaTime.Duration Duration { get; } = NodaTime.Duration.FromTimeSpan(Length);

    /// <summary>A fresh session id: 32 upper-case hex digits.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(32);
}
