using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Alerts;

/// <summary>What is wrong in a house now, by what its stream recorded.</summary>
public static class PresentTrouble
{
    /// <summary>Every plug and outlet that is not what it should be. Of a plug in trouble nothing is known of its outlets, so they are not
    /// named beside it.</summary>
    public static IEnumerable<RaisedTrouble> Of(HouseState state, Instant now)
    {
        foreach (var plug in state.Plugs.Values)
        {
            if (plug.Problem is { } problem)
            {
                yield return new RaisedTrouble(new TroubleKey(plug.Id, null), KindOf(problem.Kind), problem.Code, problem.Message, problem.Since);
                continue;
            }

            foreach (var outlet in plug.Outlets.Values)
            {
                if (OfOutlet(plug, outlet, now) is { } trouble)
                {
                    yield return trouble;
                }
            }
        }
    }

    /// <summary>Whether a trouble that was raised may still stand: it does, or nobody can tell just now.</summary>
    public static bool MayStand(HouseState state, TroubleKey key, Instant now)
    {
        if (!state.Plugs.TryGetValue(key.Plug, out var plug))
        {
            return false;
        }

        // A plug with one outlet is told of under one name: it is as it should be when both are.
        var told = key.Slot is { } slot ? plug.Outlets.GetValueOrDefault(slot) : plug.OnlyOutlet;
        return plug.Problem is not null || (told is not null && OfOutlet(plug, told, now) is not null);
    }

    private static RaisedTrouble? OfOutlet(PlugRecord plug, OutletRecord outlet, Instant now)
    {
        var key = new TroubleKey(plug.Id, outlet.Slot);
        if (outlet.Problem is { } problem)
        {
            return new RaisedTrouble(key, KindOf(problem.Kind), problem.Code, problem.Message, problem.Since);
        }

        if (outlet.Intents.Top is not { } top || outlet.Desired is not { } desired || desired.At(now) == outlet.Observed?.State)
        {
            return null;
        }

        var since = Instant.Max(top.Since, outlet.Observed?.At ?? top.Since);
        since = desired.IsOver(now) ? Instant.Max(since, desired.Until!.Value) : since;

        // Before the plug was back nothing could be done.
        since = Instant.Max(since, plug.WellSince ?? since);
        return new RaisedTrouble(
            key,
            AlertKind.NotConverged,
            RaisedTrouble.NotProven,
            outlet.Observed is { } seen
                ? $"It should be {desired.At(now).Word()} and was last read {seen.State.Word()}. 'tapohive why {outlet.Name}' shows what keeps it."
                : $"It should be {desired.At(now).Word()} and could not be read yet. 'tapohive why {outlet.Name}' shows what keeps it.",
            since);
    }

    private static AlertKind KindOf(FailureKind kind) => kind == FailureKind.CredentialsRejected ? AlertKind.Quarantined : AlertKind.NotConverged;
}
