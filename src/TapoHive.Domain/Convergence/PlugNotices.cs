using System.Globalization;
using NodaTime;
using TapoHive.Domain.Outlets;

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
        var settings = state.Inspection?.Settings;
        return Joined(
            state.Notice,
            HasRival(state, now) ? Rival : null,
            settings?.Updates is { Enabled: true }
                ? "It installs firmware updates by itself, which can change how it is spoken to. Write 'firmware-updates = off' in the house file, or switch them off in the Tapo app."
                : null,
            settings?.ClockSetBy is { } by
                ? $"Its clock was {Length(by)} {(by > Duration.Zero ? "slow" : "fast")} and was set right; rules stored on it went by that clock."
                : null);
    }

    /// <summary>The same of one outlet.</summary>
    public static string? Of(OutletConvergence outlet, Instant now)
    {
        if (outlet.Rules is not { } rules)
        {
            return null;
        }

        var foreign = outlet.Timer.Known is { Owner: TimerOwner.Person, Armed: { } armed } && armed.EndsAt > now ? armed : null;
        return Joined(
            rules.Schedules.IsEmpty ? null
                : rules.Schedules.Length == 1 ? "The Tapo app has stored a schedule on it that switches it without the house. Delete it there."
                : string.Create(CultureInfo.InvariantCulture, $"The Tapo app has stored {rules.Schedules.Length} schedules on it that switch it without the house. Delete them there."),
            rules.AutoOff is { } delay ? $"The Tapo app's auto-off switches it off {Length(delay)} after it went on." : null,
            rules.AwayMode ? "The Tapo app's away mode is on and switches it at random. End it there." : null,
            foreign is null ? null : $"A countdown set in the Tapo app switches it {foreign.Then.Word()} within {Length(foreign.EndsAt - now)}; it is respected.");
    }

    private static string? Joined(params ReadOnlySpan<string?> sentences)
    {
        string? joined = null;
        foreach (var sentence in sentences)
        {
            joined = joined is null ? sentence : sentence is null ? joined : $"{joined} {sentence}";
        }

        return joined;
    }

    private static string Length(Duration length)
    {
        var seconds = Math.Abs(length.TotalSeconds);
        return seconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
            : seconds < 7200 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0} h");
    }
}
