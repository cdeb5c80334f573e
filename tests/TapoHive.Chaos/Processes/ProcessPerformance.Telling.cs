using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using TapoHive.Chaos.Histories;
using TapoHive.Chaos.Invariants;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.EndToEnd.Running;
using Command = TapoHive.Chaos.Histories.Command;

namespace TapoHive.Chaos.Processes;

/// <content>How it ends, and what happened as the invariants look at it.</content>
internal sealed partial class ProcessPerformance
{
    // Whoever types beside a hive of the same user is this one.
    private const string LocalOperator = "operator:local";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);
    private static readonly Duration Patience = Duration.FromMinutes(3);

    private async Task<History> RestAsync()
    {
        await _plugs.HealAsync();
        foreach (var (_, process) in _typed)
        {
            await process.EndAsync();
        }

        // Nothing is due by itself from now on.
        var quiet = Write("quiet", _household.Quiet(1));
        var over = Now + Patience;
        (await _home.AskAsync("house", "apply", quiet)).Exits(0);
        History told;
        do
        {
            await Task.Delay(Glance);
            told = await TellAsync();
            await CareAsync(told);
        }
        while (Now < over && !IsAtRest(told));
        await _hive!.KillAsync();
        return told with { Commands = [.. _typed.Select(static typed => Answered(typed.Command, typed.Process))] };
    }

    private static bool IsAtRest(History told) => !Converging.Differing(told).Any() && !Leaking.Grown(told).Any();

    private static Command Answered(Command command, Tapohive process) => command with
    {
        Origin = LocalOperator,
        Run = process.EndAsync() is { IsCompletedSuccessfully: true, Result: { ExitCode: 0 } result } ? NumberOf((string)result.Json["run"]!) : null,
    };

    // A run is shown with its house, as in home/12.
    private static long NumberOf(string run) => long.Parse(run.AsSpan(run.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);

    /// <summary>What a person has to do: say that a refused password is right after all, and switch what a protection opened.</summary>
    private async Task CareAsync(History told)
    {
        foreach (var standing in told.Standings)
        {
            string[] words = standing.Trouble switch
            {
                { } refused when refused.Contains("tapohive retry", StringComparison.Ordinal) => ["retry", standing.Name.Value],
                { } tripped when tripped.Contains("protect", StringComparison.OrdinalIgnoreCase) => ["off", standing.Name.Value, "--no-wait"],
                _ => [],
            };
            if (words.Length > 0)
            {
                await _home.AskAsync(words);
            }
        }
    }

    private async Task<History> TellAsync()
    {
        var journal = StoredJournal.Of(JournalFile, _house);
        var state = journal.Aggregate(HouseState.Empty, HouseEvolution.Evolve);
        var shown = (await _home.AskAsync("status")).Exits(0).Outlets;
        var plugs = await _plugs.PlugsAsync();
        var now = Now;
        return new History
        {
            Journal = journal,
            Strangers = [_plugs.Macs[^1]],
            Movements = [.. (await _plugs.MovementsAsync()).Select(moved => new Movement(
                At(moved!),
                _plugs.Macs[(int)moved!["plug"]! - 1],
                SlotOf(moved),
                PowerOf((string)moved["to"]!),
                (string)moved["cause"]! == "command" ? MovedBy.Command : MovedBy.Other)).OrderBy(static moved => moved.At)],
            Writes = [.. (await _plugs.RequestsAsync()).Where(static seen => (string)seen!["method"]! == "set_device_info" && (int)seen["code"]! == 0)
                .Select(seen => new Write(At(seen!), _plugs.Macs[(int)seen!["plug"]! - 1], SlotOf(seen), null, _stray.Contains((int)seen["plug"]!)))],
            Lives = [.. _lives, new Life(_born, now)],
            Standings = [.. state.Plugs.Values.SelectMany(plug => plug.Outlets.Values.Select(outlet => StandingOf(plug, outlet, shown, plugs, now)))],
            Counts =
            [
                new Count("connections to plugs", plugs.Sum(static plug => (int)plug!["connections"]!), state.Plugs.Count),
                new Count("runs that never settle", state.OpenRuns.Count, 0),
                new Count("limits that never end", state.Plugs.Values.SelectMany(static plug => plug.Outlets.Values).Count(static outlet => outlet.Desired?.Until is not null || outlet.Limit is not null), 0),
            ],
            End = now,
            Flight = Duration.FromSeconds(33),
            Punctuality = Duration.FromMinutes(1),
        };
    }

    private static Standing StandingOf(PlugRecord plug, OutletRecord outlet, IReadOnlyDictionary<string, JsonObject> shown, JsonArray plugs, Instant now)
    {
        var truth = plugs.First(seen => (string)seen!["mac"]! == plug.Identity.Mac.ToString())!["outlets"]!.AsArray().First(relay => (int)relay!["position"]! == outlet.Slot.Number)!;
        var line = shown.GetValueOrDefault(outlet.Name.Value);
        var wanted = outlet.Desired?.At(now);
        return new Standing(
            outlet.Name,
            PowerOf((string)truth["power"]!),
            (string?)line?["reported"] is { } reported ? PowerOf(reported) : null,
            wanted,
            wanted is null || (bool?)line?["converged"] == true,
            (string?)line?["problem"]?["message"]);
    }

    private static Instant At(JsonNode seen) => OffsetDateTimePattern.ExtendedIso.Parse((string)seen["at"]!).GetValueOrThrow().ToInstant();

    private static OutletSlot SlotOf(JsonNode seen) => (int?)seen["position"] is { } position ? new OutletSlot(position) : OutletSlot.Whole;

    private static PowerState PowerOf(string word) => word == "on" ? PowerState.On : PowerState.Off;
}
