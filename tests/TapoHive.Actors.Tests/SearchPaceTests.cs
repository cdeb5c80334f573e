using System.Net;
using NodaTime;
using TapoHive.Actors.Discovery;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

/// <summary>A plug that moved is soon found, and one that is unplugged does not keep the network busy.</summary>
public sealed class SearchPaceTests
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 1, 5, 8, 0);
    private static readonly Duration Soon = Duration.FromSeconds(5);
    private static readonly Duration Every = Duration.FromMinutes(1);

    [Fact]
    public void Twenty_plugs_that_stay_away_for_an_hour_cost_little_more_sweeps_than_the_houses_own_rounds()
    {
        var pace = new SearchPace();
        var (sweeps, last) = (0, Instant.MinValue);
        for (var second = 0; second < 3600; second += 3)
        {
            // Each of them once a minute.
            var now = Morning + Duration.FromSeconds(second);
            if (now - last >= SearchPace.BetweenSweeps(pace.Missed(Plug(second / 3 % 20), null, now), Every))
            {
                (sweeps, last) = (sweeps + 1, now);
                pace.Swept();
            }
        }

        Assert.InRange(sweeps, 50, 90);
        Assert.Equal(Every, Pause(pace, Plug(1), Morning + Duration.FromHours(1)));
        Assert.Equal(Soon, Pause(pace, Plug(21), Morning + Duration.FromHours(1)));
    }

    [Fact]
    public void A_plug_that_was_seen_meanwhile_is_looked_for_as_one_that_may_have_moved()
    {
        var pace = new SearchPace();
        Assert.Equal(Soon, Pause(pace, Plug(1), Morning));
        pace.Swept();
        Assert.Equal(Soon * 2, Pause(pace, Plug(1), Morning));
        pace.Swept();
        Assert.Equal(Soon * 4, Pause(pace, Plug(1), Morning));

        pace.Seen(Mac.FromBits(1));
        Assert.Equal(Soon, Pause(pace, Plug(1), Morning));
    }

    [Fact]
    public void A_plug_whose_hardware_address_is_unknown_is_known_by_where_it_was()
    {
        var pace = new SearchPace();
        var (here, there) = (new PlugAddress(IPAddress.Parse("192.0.2.7"), 80), new PlugAddress(IPAddress.Parse("192.0.2.8"), 80));
        pace.Missed(new PlugIdentity(), here, Morning);
        pace.Swept();

        Assert.Equal(1, pace.Missed(new PlugIdentity(), here, Morning));
        Assert.Equal(0, pace.Missed(new PlugIdentity(), there, Morning));
    }

    [Fact]
    public void Who_was_not_missed_for_long_is_missed_anew()
    {
        var pace = new SearchPace();
        pace.Missed(Plug(1), null, Morning);
        pace.Swept();
        pace.Forget(Morning + Duration.FromMinutes(9));
        Assert.Equal(1, pace.Missed(Plug(1), null, Morning + Duration.FromMinutes(9)));
        Assert.Equal(0, pace.Missed(Plug(1), null, Morning + Duration.FromMinutes(20)));
    }

    private static Duration Pause(SearchPace pace, PlugIdentity plug, Instant now) => SearchPace.BetweenSweeps(pace.Missed(plug, null, now), Every);

    private static PlugIdentity Plug(int number) => new(Mac.FromBits((ulong)number));
}
