using NodaTime;
using NodaTime.Text;

namespace TapoHive.Scheduling.Tests;

public sealed class CronTests
{
    [Theory]
    [InlineData("0 0 7 ? * MON-FRI", "2026-11-27T07:00:00Z", "2026-11-30T07:00:00Z")]
    [InlineData("0 0 0 L * ?", "2026-11-01T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData("0 15 10 ? * 6#3", "2026-11-01T00:00:00Z", "2026-11-20T10:15:00Z")]
    public void The_next_time_is_after_the_instant_never_at_it(string expression, string after, string next) =>
        Assert.Equal(InstantPattern.General.Parse(next).Value, QuartzCron.Instance.NextAfter(expression, DateTimeZone.Utc, InstantPattern.General.Parse(after).Value));

    [Fact]
    public void A_year_that_is_over_has_no_next_time() =>
        Assert.Null(QuartzCron.Instance.NextAfter("0 0 7 1 1 ? 2020", DateTimeZone.Utc, Instant.FromUtc(2026, 1, 1, 0, 0)));

    [Theory]
    [InlineData("0 0 25 ? * MON-FRI")]
    [InlineData("0 7 * * *")]
    [InlineData("every morning")]
    [InlineData("")]
    public void What_is_no_expression_is_said_in_one_sentence(string expression)
    {
        var mistake = QuartzCron.Instance.Mistake(expression);
        Assert.NotNull(mistake);
        Assert.DoesNotContain('\n', mistake);
        Assert.Null(QuartzCron.Instance.NextAfter(expression, DateTimeZone.Utc, Instant.FromUtc(2026, 1, 1, 0, 0)));
    }

    [Fact]
    public void A_right_expression_has_no_mistake() => Assert.Null(QuartzCron.Instance.Mistake("0 0 7 ? * MON-FRI"));
}
