using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.History;

/// <summary>What each event is worth in the history, and whom it is owed to.</summary>
public sealed class HistoryTests
{
    private static readonly HouseState House = Of(Plug("lamp", 1), Plug("fan", 2) with { Base = PowerState.On });

    public static TheoryData<Type> Events => [.. typeof(HouseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HouseEvent)) && !type.IsAbstract)];

    // Whoever makes a new event gives it words in HouseHistory; what an empty one otherwise leads to does not matter here.
    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_words(Type type)
    {
        var happened = (HouseEvent)RuntimeHelpers.GetUninitializedObject(type);
        var thrown = Record.Exception(() => HouseHistory.Of(House, happened, House));
        Assert.IsNotType<NotSupportedException>(thrown);
    }

    [Fact]
    public void A_command_is_owed_to_the_person_and_its_run()
    {
        var line = Assert.Single(Told(House, House.Run(PowerState.On, null, "lamp")));
        Assert.Equal(("lamp", "intent", null, "on", "operator:anna", House.Revision + 1, "on"), Facts(line));
    }

    [Fact]
    public void What_the_plug_shows_is_owed_to_the_run_that_asked_for_it()
    {
        var asked = House.After(House.Run(PowerState.On, null, "lamp"));
        var seen = new StatesObserved(Morning, [new StateObserved(asked.Plug("lamp").Id, OutletSlot.Whole, PowerState.On, Morning, "operator:anna")]);
        Assert.Equal(("lamp", "observed", null, "on", "operator:anna", asked.Revision, null), Facts(Assert.Single(Told(asked, seen))));
    }

    [Theory]
    [InlineData("press")]
    [InlineData("unknown")]
    public void What_nobody_asked_for_is_owed_to_no_run(string cause)
    {
        var asked = House.After(House.Run(PowerState.On, null, "lamp"));
        var seen = new StatesObserved(Morning, [new StateObserved(asked.Plug("lamp").Id, OutletSlot.Whole, PowerState.Off, Morning, cause)]);
        Assert.Equal(("lamp", "observed", null, "off", cause, null, null), Facts(Assert.Single(Told(asked, seen))));
    }

    [Fact]
    public void A_press_is_told_at_its_own_time()
    {
        var early = Morning - Duration.FromSeconds(1);
        var line = Assert.Single(Told(House, new PressesFollowed(Morning, [new FollowedPress(House.Plug("fan").Id, OutletSlot.Whole, PowerState.Off, early)])));
        Assert.Equal(("fan", "press", "on", "off", "press", null, null), Facts(line));
        Assert.Equal(early, line.At);
    }

    [Fact]
    public void An_intent_that_ended_leads_to_what_the_next_layer_wants()
    {
        var asked = House.After(House.Run(PowerState.Off, Duration.FromHours(1), "fan"));
        var line = Assert.Single(Told(asked, new IntentsEnded(Morning, [new EndedIntent(asked.Plug("fan").Id, OutletSlot.Whole, Layer.Manual)])));
        Assert.Equal(("fan", "ended", "off", "on", "end:operator:anna", null, null), Facts(line));
    }

    [Fact]
    public void A_release_leads_to_what_the_house_file_wants()
    {
        var asked = House.After(House.Run(PowerState.Off, null, "fan"));
        var line = Assert.Single(Told(asked, new IntentsReleased(Morning, Anna, [asked.OutletsByName[new OutletName("fan")]])));
        Assert.Equal(("fan", "released", "off", "on", "operator:anna", null, null), Facts(line));
    }

    [Fact]
    public void Applying_a_file_tells_who_joined_left_and_is_asked_for_something_else()
    {
        var lines = Told(House, new HouseApplied(Morning, Definition(Plug("lamp", 1) with { Base = PowerState.Off }, Plug("tree", 3)), "hillside.conf", "2"));
        Assert.Equal(
            ["hillside applied", "lamp intent off", "fan left", "tree joined"],
            lines.Select(line => $"{line.Name} {line.What} {(line.What == "applied" ? "" : line.To)}".TrimEnd()));
        Assert.All(lines, line => Assert.Equal(Origin.House, line.Origin));
    }

    [Fact]
    public void Another_name_is_told()
    {
        var line = Told(House, new HouseApplied(Morning, Definition(Plug("light", 1), Plug("fan", 2) with { Base = PowerState.On }), "hillside.conf", "2"))[1];
        Assert.Equal(("light", "renamed", "lamp", "light", "house", null, null), Facts(line));
    }

    [Fact]
    public void Trouble_is_told_with_its_sentence()
    {
        var began = new TroubleBegan(Morning, House.Plug("lamp").Id, null, FailureKind.Dark, "It does not answer.");
        var line = Assert.Single(Told(House, began));
        Assert.Equal(("lamp", "problem", null, "dark", "plug", null, "It does not answer."), Facts(line));
        var ended = Assert.Single(Told(House.After(began), new TroubleEnded(Morning, began.Plug, null)));
        Assert.Equal(("lamp", "healed", "dark", null, "plug", null, null), Facts(ended));
    }

    [Fact]
    public void A_run_without_proof_is_told_with_its_problem()
    {
        var asked = House.After(House.Run(PowerState.On, null, "lamp", "fan"));
        var run = new RunEvidence(
            new RunId(asked.Revision), "on", RunOutcome.Partial, Morning, Morning,
            [
                new OutletEvidence(new OutletName("lamp"), PowerState.On, OutletOutcome.Failed, Morning, 3, new PlugProblem(FailureKind.Dark, "Dark.", Morning)),
                new OutletEvidence(new OutletName("fan"), PowerState.On, OutletOutcome.Converged, Morning, 1, null),
            ]);
        Assert.Equal(("lamp", "not-converged", null, "on", "dark", asked.Revision, "Dark."), Facts(Assert.Single(Told(asked, new RunSettled(Morning, run)))));
    }

    [Theory]
    [InlineData("operator:anna", "operator anna")]
    [InlineData("schedule:dusk", "schedule dusk")]
    [InlineData("press", "somebody at the plug")]
    [InlineData("end:operator:anna", "the end of what operator anna asked for")]
    [InlineData("end:end:schedule:dusk", "the end of what the end of what schedule dusk asked for asked for")]
    [InlineData("house", "the house file")]
    [InlineData("unknown", "a cause that is not known")]
    [InlineData("", "a cause that is not known")]
    public void Origins_have_words(string origin, string words) => Assert.Equal(words, OriginWords.Of(new Origin(origin)));

    private static ImmutableArray<HistoryEntry> Told(HouseState before, HouseEvent happened) =>
        HouseHistory.Of(before, happened, HouseEvolution.Evolve(before, happened));

    private static (string Name, string What, string? From, string? To, string Origin, long? Run, string? Detail) Facts(HistoryEntry line) =>
        (line.Name, line.What, line.From, line.To, line.Origin.Value, line.Run?.Number, line.Detail);
}
