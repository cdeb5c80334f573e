using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

public class HouseFileSpecs
{
    private static readonly HoconObject s_house = (HoconObject)Root(HouseFile.Text, Options() with { DuplicateKeys = HoconSeverity.Error })["house"]!;

    [Theory]
    [InlineData("00-00-5E-00-53-01", "plugs", "lamp", "mac")]
    [InlineData("192.0.2.31", "plugs", "desk", "host")]
    [InlineData("tag.light and not room.office", "scenes", "evening", "on")]
    [InlineData("all and not router", "scenes", "all-off", "off")]
    [InlineData("20m before sunset", "schedules", "dusk", "at")]
    [InlineData("23:30", "schedules", "bedtime", "at")]
    [InlineData("secrets/tapo", "accounts", "default", "password", "file")]
    [InlineData("hillside", "name")]
    public void Text_is_what_the_person_wrote(string text, params string[] keys) => Assert.Equal(text, s_house.Find(keys)!.AsText().Value);

    [Fact]
    public void Values_read_as_what_they_are_asked_for()
    {
        Assert.Equal(["mon-thu", "sun"], [.. s_house.Find("schedules", "bedtime", "days")!.AsList().Value.Select(day => day.ToString()!)]);
        Assert.Equal(TimeSpan.FromSeconds(60), s_house.Find("discovery", "every")!.AsDuration().Value);
        Assert.Equal(TimeSpan.FromHours(2), s_house.Find("plugs", "heater", "safety", "max-on")!.AsDuration().Value);
        Assert.True(s_house.Find("plugs", "fridge", "base")!.AsBoolean().Value);
        Assert.Equal(-0.61, s_house.Find("location", "longitude")!.AsDouble().Value);
        Assert.Equal(3, s_house.Find("scenes", "movie", "steps")!.AsList().Value.Count);
        Assert.Null(s_house.Find("plugs", "nobody", "mac"));
    }
}
