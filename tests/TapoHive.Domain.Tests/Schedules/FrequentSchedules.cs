using NodaTime;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.HouseFiles;
using static TapoHive.Domain.Tests.Schedules.ScheduledHouse;

namespace TapoHive.Domain.Tests.Schedules;

/// <summary>A schedule that is due every minute, or every second, is reckoned with no further ahead than anybody asks.</summary>
public sealed class FrequentSchedules
{
    private static readonly Instant Now = At("2026-11-23T12:00:00Z");

    [Fact]
    public void The_next_firing_of_a_minutely_cron_is_reckoned_and_none_after_it()
    {
        var house = Define("schedules { often { cron = \"0 * * * * ?\", off = lamp } }");
        var cron = new CountedCron(Duration.FromMinutes(1));

        var next = new ScheduleTimes(house, house.Schedules!.Value[0], cron, Now).Next(Now);

        Assert.Equal(Now + Duration.FromMinutes(1), next!.Due);
        Assert.InRange(cron.Asked, 1, 2);
    }

    [Fact]
    public void The_next_firing_of_a_schedule_that_keeps_to_some_days_is_on_the_first_of_them()
    {
        var house = Define("schedules { often { every = 1m, days = sat, off = lamp } }");

        var next = new ScheduleTimes(house, house.Schedules!.Value[0], NoCron.Instance, Now).Next(Now);

        Assert.Equal(At("2026-11-28T00:00:00Z"), next!.Due);
    }

    [Fact]
    public void Each_firing_that_is_simulated_costs_a_handful_of_questions()
    {
        var house = Define("schedules { often { cron = \"0 * * * * ?\", off = lamp } }");
        var cron = new CountedCron(Duration.FromMinutes(1));

        var day = Simulator.Run(house, cron, Now, Now + Duration.FromDays(1));

        Assert.Equal(24 * 60, day.Firings.Length);
        Assert.InRange(cron.Asked, day.Firings.Length, 10 * day.Firings.Length);
    }

    [Fact]
    public void A_file_is_checked_for_schedules_of_two_minds_as_far_as_that_is_soon_done()
    {
        var cron = new CountedCron(Duration.FromSeconds(1));

        var read = Reading.Read(
            Reading.HouseWith("""
                time-zone = "Etc/UTC"
                plugs { lamp { mac = "00-00-5E-00-53-02" } }
                schedules { often { cron = "* * * * * ?", off = lamp }, porch { from = "12:10", until = "23:00", on = lamp } }
                """),
            Reading.Options() with { Clock = new NodaTime.Testing.FakeClock(Now), Cron = cron });

        Assert.Equal(
            [
                "often switches lamp off while the window of porch runs; often wins until one of them is due again",
                "often and porch are due at the same moment and want opposite things of lamp; porch wins: on",
            ],
            read.Problems.Select(problem => problem.Message));
        Assert.InRange(cron.Asked, 1, 20_000);
    }

    /// <summary>Due again and again after the same while, whatever an expression says, and counts how often it was asked.</summary>
    private sealed class CountedCron(Duration period) : ICronTimes
    {
        public int Asked { get; private set; }

        public Instant? NextAfter(string expression, DateTimeZone zone, Instant after)
        {
            Asked++;
            return NodaConstants.UnixEpoch + (period * (long)(Math.Floor((after - NodaConstants.UnixEpoch) / period) + 1));
        }

        public string? Mistake(string expression) => null;
    }
}
