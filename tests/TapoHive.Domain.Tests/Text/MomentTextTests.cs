using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Tests.Text;

/// <summary>Moments as people write them.</summary>
public sealed class MomentTextTests
{
    private static readonly DateTimeZone London = DateTimeZoneProviders.Tzdb["Europe/London"];
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 12, 0);

    [Theory]
    [InlineData("03:12", "2026-11-25T03:12:00Z")]
    [InlineData("12:00", "2026-11-25T12:00:00Z")]
    [InlineData("23:30", "2026-11-24T23:30:00Z")]
    [InlineData("03:12:09", "2026-11-25T03:12:09Z")]
    [InlineData("2026-07-01", "2026-06-30T23:00:00Z")]
    [InlineData(" 2026-07-01T03:12 ", "2026-07-01T02:12:00Z")]
    [InlineData("2026-07-01 03:12", "2026-07-01T02:12:00Z")]
    [InlineData("2026-07-01 03:12:30", "2026-07-01T02:12:30Z")]
    [InlineData("2026-07-01T03:12:30.5", "2026-07-01T02:12:30.5Z")]
    [InlineData("2026-07-01T03:12:00Z", "2026-07-01T03:12:00Z")]
    [InlineData("2026-07-01T03:12:00+02:00", "2026-07-01T01:12:00Z")]
    [InlineData("2026-07-01T03:12Z", "2026-07-01T03:12:00Z")]
    [InlineData("2026-03-29T01:30", "2026-03-29T01:30:00Z")] // the clock leaves that out
    [InlineData("2026-10-25T01:30", "2026-10-25T00:30:00Z")] // and shows this twice
    public void A_moment_is_one_on_the_clock_of_the_house(string text, string moment) =>
        Assert.Equal(InstantPattern.ExtendedIso.Parse(moment).Value, MomentText.Parse(text, London, Now));

    [Theory]
    [InlineData("03:12", "2026-11-26T03:12:00Z")]
    [InlineData("12:00", "2026-11-26T12:00:00Z")]
    [InlineData("23:30", "2026-11-25T23:30:00Z")]
    [InlineData("2026-12-24T17:00", "2026-12-24T17:00:00Z")]
    [InlineData("2026-07-01", "2026-06-30T23:00:00Z")]
    public void A_time_alone_is_the_next_one_where_the_moment_is_to_come(string text, string moment) =>
        Assert.Equal(InstantPattern.ExtendedIso.Parse(moment).Value, MomentText.ParseAhead(text, London, Now));

    [Theory]
    [InlineData("")]
    [InlineData("25:00")]
    [InlineData("noon")]
    [InlineData("2026-02-30")]
    [InlineData("2026-11-25T")]
    [InlineData("1d")]
    public void Anything_else_is_none(string text) => Assert.Null(MomentText.Parse(text, London, Now));
}
