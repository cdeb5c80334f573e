using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>What people stored on plugs in the vendor's app: seldom looked at, told, and recognised when it acts.</summary>
public sealed class InspectionTests
{
    [Fact]
    public void It_is_looked_at_some_time_after_connecting_and_hours_apart_and_never_in_a_poll()
    {
        var hive = Inspecting();
        hive.Want(PowerState.On);
        hive.Run(Duration.FromHours(20));
        var looks = hive.Effects.Where(e => e.Effect is PlugEffect.Inspect).ToList();
        Assert.InRange(looks.Count, 6, 8);
        Assert.True(looks[0].At - hive.Effects[0].At >= Duration.FromSeconds(20));
        Assert.All(looks.Skip(1).Zip(looks.Skip(3), (a, b) => b.At - a.At), gap => Assert.True(gap > Duration.FromHours(5)));
    }

    [Fact]
    public void A_strip_is_looked_at_outlet_by_outlet_and_a_command_does_not_wait_for_all()
    {
        var hive = Inspecting(StripTests.ThreeOutlets());
        hive.Want(PowerState.Off, 1);
        hive.Run(Duration.FromMinutes(3));
        Assert.Equal(
            hive.Plug.Relays.Keys.Select(slot => new OutletSlot(slot)),
            hive.Effects.Select(e => (e.Effect as PlugEffect.Inspect)?.Part).OfType<InspectionPart.Rules>().Select(part => part.Slot));
    }

    [Fact]
    public void What_is_stored_is_told_and_updates_can_be_switched_off()
    {
        var hive = Inspecting();
        hive.Plug.Updates = new AutoUpdate(Enabled: true, 180, 120);
        hive.Plug.ClockSetBy = Duration.FromMinutes(5);
        hive.Plug.Rules = new StoredRules([new StoredSchedule(600, 127, FollowsSun: false, PowerState.Off)], Duration.FromHours(2), AwayMode: true, null);
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMinutes(3));
        var report = hive.State.Report(1, hive.Now);
        Assert.Contains("firmware updates", report.Notice, StringComparison.Ordinal);
        Assert.Contains("5 min slow", report.Notice, StringComparison.Ordinal);
        Assert.Contains("a schedule", report.Outlets[0].Notice, StringComparison.Ordinal);
        Assert.Contains("auto-off", report.Outlets[0].Notice, StringComparison.Ordinal);
        Assert.Contains("away mode", report.Outlets[0].Notice, StringComparison.Ordinal);

        hive.Reassign(a => a with { Updates = FirmwareUpdates.Off });
        hive.Run(Duration.FromHours(7));
        Assert.False(hive.Plug.Updates.Enabled);
        Assert.DoesNotContain("firmware updates", hive.State.Report(1, hive.Now).Notice ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_schedule_that_fires_is_no_press_and_the_house_wins()
    {
        var hive = Inspecting();
        hive.Plug.Rules = hive.Plug.Rules with { Schedules = [new StoredSchedule(MinuteIn(hive, 10), 127, FollowsSun: false, PowerState.Off)] };
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMinutes(10));
        hive.Plug.Press();
        var causes = Causes(hive, Duration.FromMinutes(1));
        Assert.Contains(ChangeCause.StoredRule, causes);
        Assert.Empty(hive.Presses);
        Assert.Equal(PowerState.On, hive.Plug.Relays[0]);

        hive.Run(Duration.FromMinutes(5));
        hive.Press();
        hive.RunSeconds(5);
        Assert.Single(hive.Presses);
    }

    [Fact]
    public void A_stored_schedule_goes_by_the_summer_time_of_the_plugs_zone()
    {
        // Summer in January: the offset that the plug tells is the winter's.
        var (hive, zone) = (Inspecting(), DateTimeZoneProviders.Tzdb["Pacific/Auckland"]);
        hive.Plug.Place = (zone.GetZoneInterval(hive.Now).StandardOffset, zone.Id);
        Assert.Equal(Offset.FromHours(1), zone.GetZoneInterval(hive.Now).Savings);
        hive.Plug.Rules = hive.Plug.Rules with { Schedules = [new StoredSchedule(MinuteIn(hive, 10, zone), 127, FollowsSun: false, PowerState.Off)] };
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMinutes(10));
        hive.Plug.Press();
        Assert.Contains(ChangeCause.StoredRule, Causes(hive, Duration.FromMinutes(1)));
        Assert.Empty(hive.Presses);
    }

    [Fact]
    public void An_auto_off_is_respected_by_its_own_name()
    {
        var hive = Inspecting();
        hive.Plug.Rules = hive.Plug.Rules with { AutoOff = Duration.FromMinutes(30) };
        hive.Want(PowerState.On);
        hive.Run(Duration.FromMinutes(30) - Duration.FromSeconds(1));
        hive.Plug.Press();
        hive.Run(Duration.FromMinutes(2));
        Assert.Equal(Origin.AutoOff, Assert.Single(hive.Presses).Origin);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Fact]
    public void A_countdown_set_in_the_app_is_told_and_respected_when_it_fires()
    {
        var hive = Inspecting();
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        hive.Plug.Arm(Duration.FromMinutes(20), PowerState.Off);
        hive.Run(Duration.FromMinutes(5));
        Assert.Contains("countdown set in the Tapo app", hive.State.Report(1, hive.Now).Outlets[0].Notice, StringComparison.Ordinal);
        hive.Run(Duration.FromMinutes(20));
        Assert.Equal(Origin.ForeignCountdown, Assert.Single(hive.Presses).Origin);
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Theory]
    [InlineData(600, 127, "2026-01-05T10:00:30Z", true)]
    [InlineData(600, 127, "2026-01-05T10:05:00Z", false)]
    [InlineData(600, 2, "2026-01-05T10:00:30Z", true)]
    [InlineData(600, 1, "2026-01-05T10:00:30Z", false)]
    [InlineData(0, 4, "2026-01-06T00:00:10Z", true)]
    [InlineData(600, 0, "2026-01-05T10:00:30Z", true)]
    public void A_schedule_fires_at_its_minute_on_its_days(int minute, int days, string at, bool fires)
    {
        var now = NodaTime.Text.InstantPattern.General.Parse(at).Value;
        Assert.Equal(fires, new StoredSchedule(minute, days, FollowsSun: false, PowerState.Off).MayFire(now - Duration.FromSeconds(15), now, DateTimeZone.Utc));
    }

    private static int MinuteIn(PlugSimulation hive, int minutes, DateTimeZone? zone = null) =>
        (int)((hive.Now + Duration.FromMinutes(minutes)).InZone(zone ?? DateTimeZone.Utc).TimeOfDay.TickOfDay / NodaConstants.TicksPerMinute);

    private static List<ChangeCause?> Causes(PlugSimulation hive, Duration time)
    {
        var causes = new List<ChangeCause?>();
        for (var end = hive.Now + time; hive.Now < end;)
        {
            hive.RunSeconds(0.01);
            causes.Add(hive.Outlet().Cause);
        }

        return causes;
    }

    private static PlugSimulation Inspecting(SimulatedPlug? plug = null) => new(plug) { Policy = PlugPolicy.Usual };
}
