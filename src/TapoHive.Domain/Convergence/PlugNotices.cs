using NodaTime;

namespace TapoHive.Domain.Convergence;

/// <summary>What is worth knowing of a plug and is no problem, in sentences.</summary>
internal static class PlugNotices
{
    private const string Rival =
        "Another client (the vendor's app, a hub, a second tool) keeps taking this plug's session. Commands are carried out all the same, but it is looked at less often; end the other client, or take the plug out of it.";

    private static readonly Duration RivalMemory = Duration.FromMinutes(10);

    /// <summary>Whether another client has been taking sessions lately.</summary>
    public static bool HasRival(PlugState state, Instant now) =>
        state.RivalSeenAt is { } seen && seen <= now && now - seen <= RivalMemory;

    /// <summary>All of them; nothing where there is none.</summary>
    public static string? Of(PlugState state, Instant now)
    {
        string[] sentences = [.. new[] { state.Notice, HasRival(state, now) ? Rival : null }.OfType<string>()];
        return sentences.Length == 0 ? null : string.Join(' ', sentences);
    }
}
