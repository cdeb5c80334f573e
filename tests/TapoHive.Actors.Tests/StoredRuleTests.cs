using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Faults;

namespace TapoHive.Actors.Tests;

/// <summary>What people stored on plugs in the vendor's app is told of, and a clock that is wrong is set right.</summary>
public sealed class StoredRuleTests
{
    private static readonly PlugPolicy Curious = new() { InspectAfter = Duration.FromMilliseconds(50), PollEvery = Duration.FromMilliseconds(300) };

    [Theory]
    [InlineData("klap=1")]
    [InlineData("aes=1")]
    [InlineData("tpap=1")]
    [InlineData("strip=1")]
    public async Task Rules_stored_on_a_plug_are_told_of_with_what_to_do(string mix)
    {
        await using var house = await HiveHarness.StartAsync(mix, policy: Curious, before: static plugs =>
        {
            plugs.Plug(1).Store(StoredRule.Schedule);
            plugs.Plug(1).Store(StoredRule.Away);
            plugs.Plug(1).Store(StoredRule.Countdown);
        });

        await house.UntilReportAsync(1, static report => Notice(report).Contains("a schedule", StringComparison.Ordinal));

        var notice = Notice(house.ReportOf(1)!);
        Assert.Contains("Delete it there.", notice, StringComparison.Ordinal);
        Assert.Contains("away mode is on", notice, StringComparison.Ordinal);
        Assert.Contains("A countdown set in the Tapo app switches it off within", notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Auto_off_is_told_of()
    {
        await using var house = await HiveHarness.StartAsync("klap=1", policy: Curious, before: static plugs => plugs.Plug(1).Store(StoredRule.AutoOff));

        await house.UntilReportAsync(1, static report => Notice(report).Contains("auto-off switches it off 2 h after", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-20, "slow")]
    [InlineData(3000, "fast")]
    public async Task A_clock_that_is_wrong_is_set_right_and_told_of(int minutes, string word)
    {
        await using var house = await HiveHarness.StartAsync("klap=1", policy: Curious, before: plugs => plugs.Plug(1).Drift(TimeSpan.FromMinutes(minutes)));

        await house.UntilReportAsync(1, report => report.Notice?.Contains($"{word} and was set right", StringComparison.Ordinal) == true);

        Assert.InRange(house.Plugs.Plug(1).ClockError, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(1));
    }

    private static string Notice(PlugReport report) => report.Outlets.IsEmpty ? "" : report.Outlets[0].Notice ?? "";
}
