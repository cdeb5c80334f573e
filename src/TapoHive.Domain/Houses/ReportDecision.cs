using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Houses;

/// <summary>What a plug's report changes in its house's memory: nothing, where it says what is known already.</summary>
public static class ReportDecision
{
    private static readonly Duration ContestMemory = Duration.FromHours(6);

    /// <summary>The events that a report is worth, in order. Each is decided in the light of those before it, so that the same
    /// report is worth nothing once they have happened.</summary>
    public static ImmutableArray<HouseEvent> Decide(HouseState state, PlugReport report, Instant now)
    {
        var events = ImmutableArray.CreateBuilder<HouseEvent>();
        var plug = state.Plugs.GetValueOrDefault(report.Id);
        if (plug?.Identity.Mac is { } mac && report.Identity.Mac is { } told && told != mac)
        {
            // The last words of a device whose place another one has taken.
            return [];
        }

        if (OtherPlugOf(state, report) is { } other)
        {
            // What it tells is of that one.
            return plug!.Problem?.Kind == FailureKind.WrongDevice ? [] :
            [
                new TroubleBegan(
                    now,
                    report.Id,
                    null,
                    FailureKind.WrongDevice,
                    $"The device where the house file says it is ({report.Identity.Mac}) is plug '{other.Name}' of this house, so it is left alone here. Correct 'host' in the house file, or give its 'mac' instead."),
            ];
        }

        Add(Recognition);
        Add(static (_, plug, r, at) => Learnt(plug, r, at));
        Add(Adoption);
        Add(static (_, plug, r, at) => Strip(plug, r, at));
        Add(static (_, plug, r, at) => SafetyDecision.Ends(plug, r, at));
        Add(static (_, plug, r, at) => SafetyDecision.MaxOn(plug, r, at));
        Add(static (_, plug, r, at) => Presses(plug, r, at));
        Add(static (_, plug, r, at) => SafetyDecision.Timers(plug, r, at));
        if (plug is not null)
        {
            events.AddRange(Troubles(plug, report, now));
            events.AddRange(Contests(plug, report, now));
            if (States(plug, report, now) is { } states)
            {
                events.Add(states);
            }
        }

        return events.ToImmutable();

        void Add(Func<HouseState, PlugRecord, PlugReport, Instant, HouseEvent?> decide)
        {
            if (plug is not null && decide(state, plug, report, now) is { } happened)
            {
                events.Add(happened);
                state = HouseEvolution.Evolve(state, happened);
                plug = state.Plugs.GetValueOrDefault(report.Id);
            }
        }
    }

    /// <summary>The plug of the house that the device is which answers for one that is listed by its address only: addresses change hands. A found
    /// plug counts not, because it and the listed one are the same.</summary>
    public static PlugRecord? OtherPlugOf(HouseState state, PlugReport report) =>
        report.Identity.Mac is { } mac && state.Plugs.TryGetValue(report.Id, out var plug) && plug.Identity.Mac is null
            ? state.Plugs.Values.FirstOrDefault(other => other.Membership == Membership.Listed && other.Identity.Mac == mac)
            : null;

    // A plug listed by the id it gives inside a session can only be told from a found one once that one has logged in; one listed by
    // its address once it has told its hardware address itself.
    private static PlugRecognised? Recognition(HouseState state, PlugRecord plug, PlugReport report, Instant now)
    {
        if (plug is { Membership: Membership.Listed, Identity.Mac: null } && report.Identity.Mac is { } mac)
        {
            var twin = state.Plugs.Values.FirstOrDefault(other => other.Membership != Membership.Listed && other.Identity.Mac == mac);
            return twin is null ? null : new PlugRecognised(now, twin.Id, plug.Id);
        }

        if (plug.Membership != Membership.Found || report.Identity.DeviceId is not { } deviceId)
        {
            return null;
        }

        var listed = state.Plugs.Values.FirstOrDefault(other => other.Membership == Membership.Listed
            && other.Identity.Mac is null
            && other.Identity.DeviceId == deviceId);
        return listed is null ? null : new PlugRecognised(now, plug.Id, listed.Id);
    }

    private static PlugLearnt? Learnt(PlugRecord plug, PlugReport report, Instant now)
    {
        var mac = plug.Identity.Mac is null ? report.Identity.Mac : null;
        var deviceId = report.Identity.DeviceId is { } id && id != plug.Identity.DeviceId ? report.Identity.DeviceId : null;
        var loggedIn = report.Phase == SessionPhase.LoggedIn;
        var address = loggedIn && report.Address is { } at && at != plug.Address ? report.Address : null;
        var offer = loggedIn && report.Offer is { } how && how != plug.Offer ? how : null;
        var model = report.Model.Length > 0 && report.Model != plug.Model ? report.Model : null;
        var alias = report.ReadAt is not null && report.Alias != plug.Alias ? report.Alias : null;
        return mac is null && deviceId is null && address is null && offer is null && model is null && alias is null
            ? null
            : new PlugLearnt(now, plug.Id, mac, deviceId, null, address, offer, model, alias);
    }

    private static PlugAdopted? Adoption(HouseState state, PlugRecord plug, PlugReport report, Instant now)
    {
        if (plug.Membership != Membership.Found || report.ReadAt is null)
        {
            return null;
        }

        var wish = Slug.Of(report.Alias);
        return new PlugAdopted(now, plug.Id, new PlugName(wish.Length == 0 ? plug.Name.Value : FreeName(state, plug, wish)), report.Alias);
    }

    private static string FreeName(HouseState state, PlugRecord plug, string wish)
    {
        var taken = state.Plugs.Values.Where(other => other.Id != plug.Id).Select(other => other.Name.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (Selectors.SelectorParser.IsReserved(wish))
        {
            wish += "-plug";
        }

        return OutletNaming.Free(wish, taken);
    }

    // Outlets nobody named: the slug of their own alias if all differ, else their numbers.
    private static OutletsLearnt? Strip(PlugRecord plug, PlugReport report, Instant now)
    {
        if (report.Outlets is [] || (report.Outlets is [var only] && only.Slot == OutletSlot.Whole))
        {
            return null;
        }

        var shown = report.Outlets.Where(outlet => outlet.Slot != OutletSlot.Whole).ToList();
        if (shown.Count == 0 || shown.All(outlet => plug.Outlets.ContainsKey(outlet.Slot)))
        {
            return null;
        }

        var slugs = shown.Select(outlet => Slug.Of(outlet.Alias) is var slug && Selectors.SelectorParser.IsReserved(slug) ? $"{slug}-outlet" : slug).ToList();
        var usable = slugs.TrueForAll(slug => slug.Length > 0) && slugs.Distinct(StringComparer.Ordinal).Count() == slugs.Count;
        return new OutletsLearnt(
            now,
            plug.Id,
            [.. shown.Select((outlet, i) => new LearntOutlet(outlet.Slot, usable ? slugs[i] : outlet.Slot.ToString()))]);
    }

    private static PressesFollowed? Presses(PlugRecord plug, PlugReport report, Instant now)
    {
        if (plug.Press != PressPolicy.Follow || report.Presses.IsEmpty)
        {
            return null;
        }

        var followed = report.Presses
            .GroupBy(press => press.Slot)
            .Select(presses => presses.MaxBy(press => press.At)!)
            .Where(press => plug.Outlets.TryGetValue(press.Slot, out var outlet) && outlet.Desired?.At(now) != press.State && !IsRecorded(outlet, press))
            .Select(press => new FollowedPress(plug.Id, press.Slot, press.State, press.At, press.Origin))
            .ToImmutableArray();
        return followed.IsEmpty ? null : new PressesFollowed(now, followed);
    }

    // A report whose acknowledgement was lost tells its presses once more; what was asked for since then is newer.
    private static bool IsRecorded(OutletRecord outlet, Press press) =>
        outlet.Recent.Any(happening => happening.What is "press" or "followed" && happening.At == press.At && happening.To == press.State);

    private static StatesObserved? States(PlugRecord plug, PlugReport report, Instant now)
    {
        ImmutableArray<StateObserved> changed = [];
        foreach (var seen in report.Outlets)
        {
            if (seen.State is { } state && plug.Outlets.TryGetValue(seen.Slot, out var known)
                && (known.Observed?.State != state || SafetyDecision.CountsAnew(known, seen)))
            {
                changed = changed.Add(new StateObserved(plug.Id, seen.Slot, state, report.ReadAt ?? now, Cause(known, seen, report), SafetyDecision.OnSince(known, seen)));
            }
        }

        return changed.IsEmpty ? null : new StatesObserved(now, changed);
    }

    private static string Cause(OutletRecord outlet, OutletReport seen, PlugReport report) =>
        report.Presses.LastOrDefault(press => press.Slot == seen.Slot && press.State == seen.State) is { } press ? (press.Origin ?? Origin.Press).Value
        : outlet.Observed is null ? "first reading"
        : seen.Cause?.Words() is { } words ? words
        // Proven; or an end that the plug's actor carried out by itself before its house had a word for it.
        : outlet.Intents.Top is { } top && top.Wanted == seen.State && (seen.ProvenRevision == outlet.DesiredRevision || seen.Over is not null) ? top.Origin.Value
        : "unknown";

    // Somebody who keeps at it is recorded now and then, not each time.
    private static IEnumerable<HouseEvent> Contests(PlugRecord plug, PlugReport report, Instant now)
    {
        if (report.RivalAt is { } rival && (plug.RivalledAt is not { } known || rival - known >= ContestMemory))
        {
            yield return new ContestSeen(now, plug.Id);
        }

        foreach (var seen in report.Outlets)
        {
            if (seen.FightAt is { } fight && plug.Outlets.TryGetValue(seen.Slot, out var outlet)
                && (outlet.FoughtAt is not { } fought || fight - fought >= ContestMemory))
            {
                yield return new ContestSeen(now, plug.Id, seen.Slot);
            }
        }
    }

    private static IEnumerable<HouseEvent> Troubles(PlugRecord plug, PlugReport report, Instant now)
    {
        if (report.Problem is { } problem)
        {
            if (plug.Problem?.Kind != problem.Kind)
            {
                yield return new TroubleBegan(now, plug.Id, null, problem.Kind, problem.Message);
            }
        }
        else if (plug.Problem is not null && report.ReadAt is not null)
        {
            // An actor that has just been made knows of no problem, and of nothing else.
            yield return new TroubleEnded(now, plug.Id, null);
        }

        foreach (var seen in report.Outlets)
        {
            if (!plug.Outlets.TryGetValue(seen.Slot, out var outlet))
            {
                continue;
            }

            var known = outlet.Problem;
            if (seen.Problem is { } trouble)
            {
                if (known?.Kind != trouble.Kind)
                {
                    yield return new TroubleBegan(now, plug.Id, seen.Slot, trouble.Kind, trouble.Message);
                }
            }
            else if (known is not null && report.ReadAt is not null)
            {
                yield return new TroubleEnded(now, plug.Id, seen.Slot);
            }
        }
    }
}
