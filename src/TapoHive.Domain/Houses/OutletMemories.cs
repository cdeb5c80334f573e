using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What a plug's actor is told of one outlet.</summary>
internal static class OutletMemories
{
    private static readonly OutletMemory Nothing = new();

    public static OutletAssignment Assign(OutletRecord outlet)
    {
        var memory = Memory(outlet);
        return new OutletAssignment(outlet.Slot, outlet.Desired, outlet.MaxOn, outlet.Intents.Top?.Since, memory == Nothing ? null : memory);
    }

    private static OutletMemory Memory(OutletRecord outlet)
    {
        var desired = outlet.Desired?.Wanted;

        // The last word before the present one that asked for something else: a command for it, sent before a kill, may land after it.
        var former = outlet.Recent.LastOrDefault(happening => happening.What is "intent" or "ended" && happening.To is { } to && to != desired);
        return new OutletMemory(
            outlet.MaxOn is not null && outlet.Observed is { State: PowerState.On } on ? on.OnSince ?? on.At : null,
            outlet.Armed,
            former?.To,
            former?.At,
            outlet.TrippedRevision == outlet.DesiredRevision ? outlet.TrippedRevision : null);
    }
}
