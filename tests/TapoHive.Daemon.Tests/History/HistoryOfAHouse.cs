using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.History;
using TapoHive.Actors.Messages;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;

namespace TapoHive.Daemon.Tests.History;

/// <summary>Whatever happens to the history's database or its writer: once it is asked, every line is there, once.</summary>
public sealed class HistoryOfAHouse
{
    [Fact]
    public async Task What_happened_is_told_once_and_in_order()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(3));
        house.Start();
        await house.IsWholeAsync();
        for (var minute = 0; minute < 60; minute += 20)
        {
            await house.HappenAsync([.. Days.Of(house.State, minute, 20)]);
            await house.IsWholeAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Pages_leave_nothing_out_and_tell_nothing_twice(int page)
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync([Days.Applied(4), .. Days.Of(HouseEvolution.Evolve(HouseState.Empty, Days.Applied(4)), 0, 30)]);
        house.Start();
        Assert.Equal(await house.ReadAsync(), await house.ReadAsync(page));
    }

    [Fact]
    public async Task Of_one_outlet_its_own_lines_and_those_of_its_plug_are_told()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(3));
        await house.HappenAsync([.. Days.Of(house.State, 0, 120)]);
        house.Start();
        var key = house.State.OutletsByName[new OutletName("plug-0")];
        var lines = await house.ReadAsync(1_000, key);
        Assert.Equal((await house.ReadAsync()).Where(line => line.Entry.Plug == key.Plug), lines);
        Assert.Contains(lines, static line => line.Entry.What == "problem");
    }

    [Fact]
    public async Task At_any_moment_an_outlet_stood_as_its_house_had_it_then()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(3));
        var events = Days.Of(house.State, 0, 100).ToList();
        await house.HappenAsync(events);
        house.Start();
        var then = HouseEvolution.Evolve(HouseState.Empty, Days.Applied(3));
        foreach (var happened in events)
        {
            then = HouseEvolution.Evolve(then, happened);
            foreach (var key in then.OutletsByName.Values)
            {
                var past = await house.PastAsync(key, happened.At + Duration.FromSeconds(30));
                Assert.Equal(Domain.History.OutletStanding.Of(then, key), past.Standing);
                Assert.All(past.Before, line => Assert.True(line.Entry.At <= happened.At));
                Assert.All(past.After, line => Assert.True(line.Entry.At > happened.At));
            }
        }
    }

    [Fact]
    public async Task Before_its_first_event_nothing_is_known()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(1));
        house.Start();
        var past = await house.PastAsync(house.State.OutletsByName.Values.Single(), Days.Begin - Duration.FromSeconds(1));
        Assert.Null(past.Standing);
        Assert.Equal(Days.Begin, past.Begins);
    }

    [Fact]
    public async Task It_goes_on_where_it_stopped()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync([Days.Applied(3), .. Days.Of(HouseEvolution.Evolve(HouseState.Empty, Days.Applied(3)), 0, 40)]);
        house.Start();
        await house.IsWholeAsync();
        await house.StopAsync();
        await house.HappenAsync([.. Days.Of(house.State, 40, 40)]);
        house.Start();
        await house.IsWholeAsync();
    }

    [Fact]
    public async Task It_goes_on_from_a_checkpoint_without_adding_up_everything_again()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(3));
        await house.HappenAsync([.. Days.Of(house.State, 0, 2_500)]);
        house.Start();
        await house.IsWholeAsync();
        await house.StopAsync();
        await house.HappenAsync([.. Days.Of(house.State, 2_500, 10)]);

        var kept = await new SqlHistory(house.Telemetry).CheckpointAsync(Chronicle.Home);
        Assert.InRange(kept!.Revision, 1_000, 2_501);
        house.Start();
        await house.IsWholeAsync();
    }

    [Theory]
    [InlineData("UPDATE history_mark SET checkpoint = x'7B7D7D'")]
    [InlineData("UPDATE history_mark SET checkpoint = NULL")]
    [InlineData("UPDATE history_schema SET version = 0")]
    [InlineData("DROP TABLE history_schema")]
    public async Task What_cannot_be_read_any_more_is_made_again(string damage)
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(2));
        await house.HappenAsync([.. Days.Of(house.State, 0, 1_500)]);
        house.Start();
        await house.IsWholeAsync();
        await house.StopAsync();
        house.Tamper(damage);
        await house.HappenAsync([.. Days.Of(house.State, 1_500, 10)]);
        house.Start();
        await house.IsWholeAsync();
    }

    [Fact]
    public async Task A_missing_file_is_made_again_and_private()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync([Days.Applied(2), .. Days.Of(HouseEvolution.Evolve(HouseState.Empty, Days.Applied(2)), 0, 20)]);
        house.Start();
        await house.IsWholeAsync();
        await house.StopAsync();
        foreach (var file in Directory.GetFiles(house.Folder.Root, "telemetry.db*"))
        {
            File.Delete(file);
        }

        house.Start();
        await house.IsWholeAsync();
        Assert.All(
            Directory.GetFiles(house.Folder.Root, "telemetry.db*"),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_and_made_again()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync([Days.Applied(2), .. Days.Of(HouseEvolution.Evolve(HouseState.Empty, Days.Applied(2)), 0, 20)]);
        await File.WriteAllTextAsync(house.Folder.TelemetryFile, new string('x', 10_000), TestContext.Current.CancellationToken);
        house.Start();
        await house.IsWholeAsync();
        Assert.True(File.Exists($"{house.Folder.TelemetryFile}.damaged"));
    }

    [Theory]
    [InlineData(Failing.BeforeTheWrite)]
    [InlineData(Failing.AfterTheWrite)]
    public async Task A_writer_that_fails_at_any_batch_loses_nothing_and_repeats_nothing(Failing failing)
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(2));
        await house.HappenAsync([.. Days.Of(house.State, 0, 900)]);
        var store = new FailingStore(new SqlHistory(house.Telemetry), failing, failures: int.MaxValue, writesBefore: 4);
        house.Start(store);
        var refused = Assert.IsType<Refused>(await house.AskAsync(new ReadHistory([new HistoryScope(Chronicle.Home, null)], Days.Begin, Days.Minute(1), null, 10)));
        Assert.Equal(RefusalReason.StorageUnavailable, refused.Reason);
        Assert.Contains("the houses go on", refused.Message, StringComparison.Ordinal);

        // As a process does that was killed there: another one takes over what it left.
        await house.StopAsync();
        house.Start();
        await house.IsWholeAsync();
    }

    [Fact]
    public async Task It_tries_again_by_itself()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync([Days.Applied(2), .. Days.Of(HouseEvolution.Evolve(HouseState.Empty, Days.Applied(2)), 0, 20)]);
        var store = new FailingStore(new SqlHistory(house.Telemetry), Failing.BeforeTheWrite, failures: 1, writesBefore: 0);
        house.Start(store);
        await store.Recovered.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        await house.IsWholeAsync();
    }

    [Fact]
    public async Task A_clock_that_was_set_back_hides_nothing()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(1));
        await house.HappenAsync([.. Days.Of(house.State, 1_001, 1), .. Days.Of(house.State, 2, 1)]);
        house.Start();
        var key = house.State.OutletsByName.Values.Single();
        Assert.Equal(Domain.History.OutletStanding.Of(house.State, key), (await house.PastAsync(key, Days.Minute(1_001))).Standing);
    }

    [Fact]
    public async Task What_is_older_than_it_is_kept_is_forgotten_but_how_an_outlet_stood_then()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(2));
        await house.HappenAsync([.. Days.Of(house.State, 0, 400)]);
        var key = house.State.OutletsByName[new OutletName("plug-0")];
        house.Start();
        var before = await house.PastAsync(key, Days.Minute(300));
        await house.StopAsync();

        var store = new SqlHistory(house.Telemetry);
        var now = Days.Minute(399) + Duration.FromDays(7);
        await store.ForgetAsync(now, now - Days.Minute(300));
        house.Start();
        Assert.All(await house.ReadAsync(), static line => Assert.True(line.Entry.At >= Days.Minute(300)));
        Assert.Equal(
            house.Expected.Count(static line => line.Entry.At >= Days.Minute(300)),
            (await house.ReadAsync()).Count);
        Assert.Equal(before.Standing, (await house.PastAsync(key, Days.Minute(300))).Standing);
    }

    [Fact]
    public async Task A_clock_that_jumps_decades_ahead_costs_no_history()
    {
        const int YearsOfMinutes = 30 * 365 * 24 * 60;
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(2));
        await house.HappenAsync([.. Days.Of(house.State, 0, 60)]);
        await house.HappenAsync([.. Days.Of(house.State, YearsOfMinutes, 10)]);
        house.Start();
        var before = await house.ReadAsync();
        Assert.NotEmpty(before);
        await house.StopAsync();

        await new SqlHistory(house.Telemetry).ForgetAsync(Days.Minute(YearsOfMinutes + 30), Duration.FromDays(400));

        house.Start();
        Assert.Equal(before, await house.ReadAsync());
    }

    [Fact]
    public async Task It_forgets_by_itself()
    {
        await using var house = await Chronicle.BeginAsync();
        await house.HappenAsync(Days.Applied(2));
        await house.HappenAsync([.. Days.Of(house.State, 0, 60)]);
        var store = new FailingStore(new SqlHistory(house.Telemetry), Failing.BeforeTheWrite, failures: 0, writesBefore: 0);
        house.Clock.Reset(Days.Minute(59) + Duration.FromDays(7));
        house.Start(store, keep: house.Clock.GetCurrentInstant() - Days.Minute(30));
        await store.Forgot.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        Assert.All(await house.ReadAsync(), static line => Assert.True(line.Entry.At >= Days.Minute(30)));
    }

    public enum Failing
    {
        BeforeTheWrite,
        AfterTheWrite,
    }

    /// <summary>A store that fails at some write, as a full disk or a kill does.</summary>
    private sealed class FailingStore(IHistoryStore store, Failing failing, int failures, int writesBefore) : IHistoryStore
    {
        private readonly TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _forgot = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _failures = failures;
        private int _writes;

        public Task Recovered => _recovered.Task;

        public Task Forgot => _forgot.Task;

        public Task<ImmutableArray<HistoryMark>> OpenAsync() => store.OpenAsync();

        public Task<HouseState?> CheckpointAsync(HouseName house) => store.CheckpointAsync(house);

        public async Task WriteAsync(HistoryBatch batch)
        {
            var fails = _writes++ >= writesBefore && _failures-- > 0;
            if (!fails || failing == Failing.AfterTheWrite)
            {
                await store.WriteAsync(batch);
            }

            if (fails)
            {
                throw new IOException("There is no space left on the device.");
            }

            _recovered.TrySetResult();
        }

        public Task<HistoryPage> ReadAsync(ReadHistory question) => store.ReadAsync(question);

        public Task<OutletPast> PastAsync(ReadPast question) => store.PastAsync(question);

        public async Task ForgetAsync(Instant now, Duration keep)
        {
            await store.ForgetAsync(now, keep);
            _forgot.TrySetResult();
        }
    }
}
