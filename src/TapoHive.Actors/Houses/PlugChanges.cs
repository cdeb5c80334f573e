using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Houses;

/// <summary>What is to be told to the actors of a house's plugs when its state goes from one to another.</summary>
/// <param name="Told">Plugs that are told something else than before.</param>
/// <param name="Gone">Plugs that the house has no more.</param>
internal sealed record PlugChanges(ImmutableArray<PlugChange> Told, ImmutableArray<PlugId> Gone)
{
    /// <summary>Nothing.</summary>
    public static PlugChanges None { get; } = new([], []);

    /// <summary>The changes between two states; only the later one is told of.</summary>
    public static PlugChanges Between(HouseState before, HouseState after)
    {
        if (ReferenceEquals(before.Plugs, after.Plugs))
        {
            return None;
        }

        var (told, kept) = (ImmutableArray.CreateBuilder<PlugChange>(), 0);
        foreach (var plug in after.Plugs.Values)
        {
            var was = before.Plugs.GetValueOrDefault(plug.Id);
            kept += was is null ? 0 : 1;
            if (was is null || was.AssignmentRevision != plug.AssignmentRevision)
            {
                told.Add(new PlugChange(plug, CommandDecision.Assign(after, plug), was?.Identity.Mac is { } mac && mac != plug.Identity.Mac));
            }
        }

        return new PlugChanges(told.DrainToImmutable(), kept == before.Plugs.Count ? [] : [.. before.Plugs.Keys.Where(id => !after.Plugs.ContainsKey(id))]);
    }
}

/// <summary>One plug of <see cref="PlugChanges"/>.</summary>
/// <param name="Plug">As the house has it now.</param>
/// <param name="Assignment">What its actor is told.</param>
/// <param name="IsAnother">Whether another device has taken its place.</param>
internal readonly record struct PlugChange(PlugRecord Plug, PlugAssignment Assignment, bool IsAnother);
