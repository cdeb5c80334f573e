using System.Collections.Immutable;
using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Alerts;

/// <summary>What is remembered of having told people, and what they read.</summary>
public sealed class TellingTests
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly NotifyDefinition Both = AlertedHouse.Usual with { Command = new AlertCommand(["/bin/tell"], AlertCommand.UsualWithin) };

    [Fact]
    public void Forty_plugs_of_one_network_are_one_message_that_says_so()
    {
        var names = Enumerable.Range(1, 40).Select(number => $"p{number}").ToArray();
        var message = AlertedHouse.Streets(40, 3).Dark(Morning, names).Due(Morning + Minute).Message(Morning + Minute)!;

        var group = Assert.Single(message.Groups);
        Assert.Equal((40, new AlertSubnet("192.0.0.0/24", 40, 40)), (group.Count, Assert.Single(group.Subnets)));
        Assert.Equal(
            "All 40 plugs of 192.0.0.0/24 (p1, p10, p11, p12, ...) do not answer since 2026-01-05 08:00:00. Look at that network first: its switch, its access point, its power.",
            message.Summary);
    }

    [Fact]
    public void Where_a_network_has_others_that_answer_it_is_not_blamed()
    {
        var message = AlertedHouse.Streets(6, 9).Dark(Morning, "p1", "p2", "p7", "p8", "p9").Due(Morning + Minute).Message(Morning)!;

        Assert.Equal("5 plugs (3 of 192.0.1.0/24, 2 of 192.0.0.0/24) do not answer since 2026-01-05 08:00:00.", message.Summary);
    }

    [Fact]
    public void One_heater_is_told_in_its_own_words()
    {
        var message = AlertedHouse.Of(AlertedHouse.Usual, Plug("heater", 1)).Dark(Morning, "heater").Due(Morning + Minute).Message(Morning)!;

        Assert.Equal("heater: It does not answer. Since 2026-01-05 08:00:00.", message.Summary);
    }

    [Fact]
    public void The_same_content_has_the_same_id_and_no_other()
    {
        var house = AlertedHouse.Streets(3).Dark(Morning, "p1").Due(Morning + Minute);
        var more = house.Dark(Morning, "p2").Due(Morning + Minute);

        Assert.Equal(house.Message(Morning)!.Id, house.Message(Morning + Minute)!.Id);
        Assert.NotEqual(house.Message(Morning)!.Id, more.Message(Morning)!.Id);
        Assert.Matches("^msg_[0-9a-f]{32}$", house.Message(Morning)!.Id);
    }

    [Fact]
    public void What_every_channel_was_told_is_forgotten_and_nothing_else()
    {
        var house = AlertedHouse.Of(Both, Plug("heater", 1)).Dark(Morning, "heater").Due(Morning + Minute);

        var half = house.Told(house.Message(Morning)!, Morning);
        var whole = half.Told(half.Message(Morning, AlertChannel.Command)!, Morning, AlertChannel.Command);

        Assert.Empty(half.Untold());
        Assert.Single(half.Untold(AlertChannel.Command));
        Assert.Empty(whole.Alerts!.Untold);
        Assert.NotEmpty(whole.Alerts!.Standing);
    }

    [Fact]
    public void A_channel_that_is_new_is_told_what_happens_from_now_on()
    {
        var house = AlertedHouse.Of(AlertedHouse.Usual, Plug("heater", 1)).Dark(Morning, "heater").Due(Morning + Minute);

        var wider = house.After(new HouseApplied(Morning, Definition(Plug("heater", 1)) with { Notify = Both }, "hillside.conf", "2"));

        Assert.Single(wider.Untold());
        Assert.Empty(wider.Untold(AlertChannel.Command));
    }

    [Fact]
    public void A_mark_is_never_ahead_of_what_happened_and_never_goes_back()
    {
        var house = AlertedHouse.Of(AlertedHouse.Usual, Plug("heater", 1), Plug("lamp", 2));
        house = house.After(new AlertsTold(Morning, AlertChannel.Webhook, 1_000), new AlertsTold(Morning, AlertChannel.Webhook, 1));

        Assert.Single(house.Dark(Morning, "heater").Due(Morning + Minute).Untold());
    }

    [Fact]
    public void So_much_waits_at_most_and_what_was_dropped_is_counted()
    {
        var book = AlertBook.Empty.With(Enumerable.Range(1, AlertBook.MostUntold + 7).Select(number =>
            new AlertItem(number, Morning, AlertKind.Skipped, "dusk", null, "", Morning)));

        Assert.Equal((AlertBook.MostUntold, 7L, 8L), (book.Untold.Length, book.Dropped, book.Untold[0].Revision));
    }

    /// <summary>Random troubles, heals, deliveries that fail, deliveries whose mark is lost with the process: whoever was to be told was told.</summary>
    [Property(MaxTest = 300)]
    public void Everything_is_told_at_least_once(byte[] script)
    {
        var house = AlertedHouse.Streets(4);
        var now = Morning;
        var heard = new HashSet<(long, string)>();
        var owed = new HashSet<(long, string)>();
        foreach (var step in script)
        {
            now += Duration.FromSeconds(step % 90);
            var plug = $"p{(step % 4) + 1}";
            house = (step / 4 % 5) switch
            {
                0 => house.Plug(plug).Problem is null ? house.Dark(now, plug) : house,
                1 => house.Plug(plug).Problem is null ? house : house.Well(now, plug),
                2 => house.Due(now),
                3 => house,
                _ => Deliver(house, lost: step % 2 == 0),
            };
            owed.UnionWith(house.Alerts!.Untold.Select(item => (item.Revision, item.Subject)));
        }

        house = Deliver(house, lost: false);
        Assert.Empty(house.Untold());
        Assert.Subset(heard, owed);

        HouseState Deliver(HouseState state, bool lost)
        {
            if (state.Message(now) is not { } message)
            {
                return state;
            }

            heard.UnionWith(state.Untold().Select(item => (item.Revision, item.Subject)));
            return lost ? state : state.Told(message, now);
        }
    }

    [Fact]
    public void A_few_messages_go_out_at_once_and_then_one_a_pause()
    {
        var pause = Duration.FromSeconds(30);
        var (pace, now, sent) = (AlertPace.Fresh, Morning, new List<Instant>());
        while (sent.Count < AlertPace.AtOnce + 3)
        {
            now = Instant.Max(now, pace.Next(pause, now));
            sent.Add(now);
            pace = pace.Sent(pause, now);
        }

        Assert.All(sent.Take(AlertPace.AtOnce), at => Assert.Equal(Morning, at));
        Assert.Equal([Morning + pause, Morning + (pause * 2), Morning + (pause * 3)], sent.Skip(AlertPace.AtOnce));
        Assert.Equal(now + Minute, pace.Next(pause, now + Minute));
    }

    [Property(MaxTest = 200)]
    public void However_many_there_are_no_more_go_out_than_the_pace_allows(ushort[] gaps)
    {
        var pause = Duration.FromSeconds(10);
        var (pace, now, sent) = (AlertPace.Fresh, Morning, ImmutableArray<Instant>.Empty);
        foreach (var gap in gaps)
        {
            now += Duration.FromMilliseconds(gap);
            if (pace.Next(pause, now) <= now)
            {
                pace = pace.Sent(pause, now);
                sent = sent.Add(now);
            }
        }

        for (var first = 0; first + AlertPace.AtOnce + 1 < sent.Length; first++)
        {
            Assert.True(sent[first + AlertPace.AtOnce + 1] - sent[first] >= pause);
        }
    }

    [Fact]
    public void A_clock_that_is_set_back_keeps_nobody_waiting_for_long()
    {
        var pause = Duration.FromSeconds(30);
        var pace = Enumerable.Range(0, AlertPace.AtOnce).Aggregate(AlertPace.Fresh, (current, _) => current.Sent(pause, Morning));
        var before = Morning - Duration.FromDays(300);

        Assert.Equal(before + pause, pace.Next(pause, before));
    }
}
