using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plans;
using TapoHive.Domain.Plugs;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>When a file is applied, when it is refused, and what comes back on a rollback.</summary>
public sealed class ApplyDecisionTests
{
    private static readonly HouseName Home = new("hillside");

    [Fact]
    public void A_hive_that_starts_with_a_file_applies_it_only_where_that_file_changed()
    {
        var house = Of(Plug("lamp", 1));
        Assert.IsType<ApplyVerdict.Nothing>(Start(house, "hillside.conf", "1"));
        Assert.IsType<ApplyVerdict.Change>(Start(house, "hillside.conf", "2"));
        Assert.IsType<ApplyVerdict.Change>(Start(house, "elsewhere.conf", "1"));
        Assert.IsType<ApplyVerdict.Change>(Start(HouseState.Empty, "", ""));
    }

    [Fact]
    public void Nor_does_it_undo_what_was_applied_or_rolled_back_since()
    {
        var house = Of(Plug("lamp", 1)).After(Applied("hillside.conf", "2", Plug("fan", 2)));
        var other = house.After(Applied("other.conf", "3", Plug("iron", 3)));
        Assert.IsType<ApplyVerdict.Nothing>(Start(other, "hillside.conf", "2"));

        var back = house.After(new HouseRolledBack(Morning, Anna));
        Assert.Equal("1", back.SourceHash);
        Assert.IsType<ApplyVerdict.Nothing>(Start(back, "hillside.conf", "2"));
        Assert.IsType<ApplyVerdict.Change>(ApplyDecision.Decide(back, Applied("hillside.conf", "2", Plug("fan", 2)), ApplyWhen.TheHouseDiffers, null));
    }

    [Fact]
    public void Only_so_many_files_are_remembered()
    {
        var house = Enumerable.Range(1, 100).Aggregate(Of(Plug("lamp", 1)), (state, n) => state.After(Applied($"{n}.conf", $"{n}", Plug("lamp", 1))));
        Assert.Equal(16, house.FilesApplied!.Value.Length);
        Assert.Equal("100.conf", house.FilesApplied.Value[^1].Source);
    }

    [Fact]
    public void Somebody_who_asks_gets_what_the_file_says_unless_the_house_is_that()
    {
        var house = Of(Plug("lamp", 1));
        Assert.IsType<ApplyVerdict.Nothing>(ApplyDecision.Decide(house, Applied("elsewhere.conf", "1", Plug("lamp", 1)), ApplyWhen.TheHouseDiffers, null));
        Assert.IsType<ApplyVerdict.Change>(ApplyDecision.Decide(house, Applied("hillside.conf", "2", Plug("fan", 2)), ApplyWhen.TheHouseDiffers, house.LayoutRevision));
    }

    [Fact]
    public void A_house_that_moved_on_since_the_plan_is_not_changed()
    {
        var house = Of(Plug("lamp", 1));
        var planned = HousePlan.Of(house, Definition(Plug("fan", 2)), Morning).Revision;
        var moved = ApplyTests.Adopted(house, 7, "Heater");

        var refused = Assert.IsType<ApplyVerdict.Refuse>(ApplyDecision.Decide(moved, Applied("hillside.conf", "2", Plug("fan", 2)), ApplyWhen.TheHouseDiffers, planned));

        Assert.Contains($"it is at revision {moved.LayoutRevision}, not {planned}", refused.Message, StringComparison.Ordinal);
        var busy = house.After(house.Run(PowerState.On, null, "lamp"));
        Assert.IsType<ApplyVerdict.Change>(ApplyDecision.Decide(busy, Applied("hillside.conf", "2", Plug("fan", 2)), ApplyWhen.TheHouseDiffers, planned));
    }

    [Fact]
    public void A_rollback_brings_the_definition_before_and_a_second_one_the_one_after()
    {
        var first = Of(Plug("lamp", 1) with { Room = "hall" });
        first = first.After(first.Run(PowerState.On, null, "lamp"));
        var second = first.After(Applied("hillside.conf", "2", Plug("lamp", 1) with { Room = "bath" }, Plug("fan", 2)));

        var back = second.After(new HouseRolledBack(Morning, Anna));
        Assert.Empty(HouseDifference.Between(first, back));
        Assert.Equal(PowerState.On, back.Outlet("lamp").Intents.Manual?.Wanted);
        Assert.Equal(("hillside.conf", "1"), (back.Source, back.SourceHash));

        var again = back.After(new HouseRolledBack(Morning, Anna));
        Assert.Empty(HouseDifference.Between(second, again));
        Assert.Equal("2", again.SourceHash);
    }

    [Fact]
    public void A_house_with_one_definition_has_none_to_go_back_to()
    {
        Assert.IsType<ApplyVerdict.Refuse>(ApplyDecision.RollBack(Of(Plug("lamp", 1)), Home, Anna, Morning));
        Assert.IsType<ApplyVerdict.Refuse>(ApplyDecision.RollBack(HouseState.Empty, Home, Anna, Morning));

        // The same content from another place is no second definition.
        Assert.IsType<ApplyVerdict.Refuse>(ApplyDecision.RollBack(Of(Plug("lamp", 1)).After(Applied("copy.conf", "1", Plug("lamp", 1))), Home, Anna, Morning));
    }

    [Fact]
    public void A_plug_that_was_adopted_and_then_listed_is_an_adopted_one_again()
    {
        var house = ApplyTests.Adopted(Of(Plug("lamp", 1)), 7, "Heater");
        var listed = house.After(Applied("export.conf", "2", Plug("lamp", 1), Plug("oven", 7) with { Room = "kitchen", Tags = ["heat"], Base = PowerState.On }));
        Assert.Equal(Membership.Listed, listed.Plug("oven").Membership);

        var back = listed.After(new HouseRolledBack(Morning, Anna));

        Assert.Equal(Membership.Adopted, back.Plug("heater").Membership);
        Assert.Empty(HouseDifference.Between(house, back));
        Assert.Equal(house.OutletsByName.Keys, back.OutletsByName.Keys);
        Assert.Null(back.Outlet("heater").Desired);
    }

    [Fact]
    public void A_plug_has_one_house()
    {
        var claims = new PlugClaims();
        claims.Add(Home, ApplyTests.Adopted(Of(Plug("lamp", 1), Plug("desk") with { Host = PlugAddress.FromText("192.0.2.31") }), 7, "Heater"));
        HouseDefinition Flat(PlugDefinition plug) => Definition(plug) with { Name = new HouseName("flat") };

        Assert.StartsWith(
            "Plug 'light' belongs to house 'hillside', as 'lamp' (00-00-5E-00-53-01); nothing of the file was applied.",
            claims.Conflict(Flat(Plug("light", 1))), StringComparison.Ordinal);
        Assert.Contains("as 'heater'", claims.Conflict(Flat(Plug("x", 7))), StringComparison.Ordinal);
        Assert.Contains("as 'desk'", claims.Conflict(Flat(Plug("x") with { Host = PlugAddress.FromText("192.0.2.31") })), StringComparison.Ordinal);
        Assert.Contains("as 'heater'", claims.Conflict(Flat(Plug("x") with { Id = $"{7:x32}" })), StringComparison.Ordinal);
        Assert.Null(claims.Conflict(Flat(Plug("lamp", 2))));
        Assert.Null(claims.Conflict(Definition(Plug("renamed", 1))));
    }

    private static HouseApplied Applied(string source, string hash, params PlugDefinition[] plugs) => new(Morning, Definition(plugs), source, hash);

    private static ApplyVerdict Start(HouseState house, string source, string hash) =>
        ApplyDecision.Decide(house, Applied(source, hash, Plug("lamp", 1)), ApplyWhen.TheFileChanged, null);
}
