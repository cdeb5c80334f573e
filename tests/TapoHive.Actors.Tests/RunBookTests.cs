using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Tests;

/// <summary>Runs are judged at once when they may be over, and with the next write otherwise.</summary>
public sealed class RunBookTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 8, 0);

    [Fact]
    public void A_run_may_be_over_when_the_last_of_its_plugs_has_spoken()
    {
        var book = new RunBook();
        book.Open(RunOver(1, "lamp", "fan", "heater"), ActorRefs.Nobody);

        Assert.False(book.Reported(new PlugId("lamp")));
        Assert.False(book.Reported(new PlugId("lamp")));
        Assert.False(book.Reported(new PlugId("fan")));
        Assert.False(book.Reported(new PlugId("kettle")));
        Assert.True(book.Reported(new PlugId("heater")));
    }

    [Fact]
    public void A_run_of_one_plug_never_waits_for_company()
    {
        var book = new RunBook();
        book.Open(RunOver(1, "lamp", "fan"), ActorRefs.Nobody);
        book.Open(RunOver(2, "lamp"), ActorRefs.Nobody);

        Assert.True(book.Reported(new PlugId("lamp")));
        book.Close(new RunId(2));
        Assert.False(book.Reported(new PlugId("lamp")));
    }

    private static RunRecord RunOver(long number, params string[] plugs) => new(
        new RunId(number),
        "on",
        Origin.Operator("test"),
        Now,
        Duration.FromSeconds(20),
        plugs.ToImmutableSortedDictionary(
            static plug => new OutletName(plug),
            static plug => new RunTarget(new OutletKey(new PlugId(plug), OutletSlot.Whole), PowerState.On)));
}
