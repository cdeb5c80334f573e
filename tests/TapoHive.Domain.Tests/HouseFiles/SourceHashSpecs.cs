using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

public class SourceHashSpecs
{
    private static readonly string s_original = Hash(Example("hillside.conf"));

    [Fact]
    public void It_is_a_sha256_in_lower_case_hex() => Assert.Matches("^[0-9a-f]{64}$", s_original);

    [Theory]
    [InlineData("press = follow  ", "# press = follow, as if it were not said")]
    [InlineData("every = 60s", "every = 1m")]
    [InlineData("00-00-5E-00-53-01", "00005e005301")]
    [InlineData("{ index = 3, tags = [ light ], base = off }", "{ base = off, tags = light, index = 3 }")]
    [InlineData("monitor = 1", "monitor { index = 1 }")]
    [InlineData("host = \"192.0.2.31\"", "host = \"192.0.2.31:80\"")]
    [InlineData("file = secrets/tapo", "file = \"/houses/secrets/tapo\"")]
    [InlineData("# The addresses below", "# The example addresses below")]
    public void It_stays_where_the_house_stays(string from, string to) => Assert.Equal(s_original, Hash(Changed(from, to)));

    [Theory]
    [InlineData("name = hillside", "name = hilltop")]
    [InlineData("Europe/London", "Europe/Paris")]
    [InlineData("51.48", "51.49")]
    [InlineData("me@example.com", "you@example.com")]
    [InlineData("file = secrets/tapo", "env = TAPO")]
    [InlineData("file = secrets/tapo", "file = secrets/other")]
    [InlineData("accounts.default", "accounts.other")]
    [InlineData("every = 60s", "every = 61s")]
    [InlineData("adopt = auto", "adopt = ask")]
    [InlineData(", \"192.0.2.0/24\" ]", " ]")]
    [InlineData("press = follow  ", "press = enforce  ")]
    [InlineData("00-00-5E-00-53-01", "00-00-5E-00-53-0A")]
    [InlineData("fridge {", "icebox {")]
    [InlineData("movie {", "film {")]
    [InlineData("grace = 30m", "grace = 31m")]
    [InlineData("gap = 1s", "gap = 2s")]
    [InlineData("max-on = 2h", "max-on = 3h")]
    [InlineData("room = hall", "room = stairs")]
    [InlineData("tags = [ heat ]", "tags = [ heat, big ]")]
    [InlineData("protect = true", "protect = false")]
    [InlineData("base = on", "base = off")]
    [InlineData(", press = enforce", "")]
    [InlineData("192.0.2.31", "192.0.2.32")]
    [InlineData("printer = 2", "printer = 4")]
    [InlineData("index = 3, tags = [ light ]", "index = 3")]
    public void It_changes_where_the_house_changes(string from, string to) => Assert.NotEqual(s_original, Hash(Changed(from, to)), StringComparer.Ordinal);

    [Theory]
    [InlineData("gap = 1s", false)]
    [InlineData("at-once = 1", false)]
    [InlineData("within = 1m", true)]
    public void The_order_of_outlets_counts_where_they_follow_one_another(string how, bool same)
    {
        string With(string outlets) => Read(
            $"house {{ {Account}\n plugs {{ amp.mac = 00-00-5E-00-53-01, tv.mac = 00-00-5E-00-53-02 }}\n scenes.evening {{ steps = [ {{ on = [ {outlets} ], {how} }} ] }} }}").SourceHash;

        Assert.Equal(same, With("amp, tv") == With("tv, amp"));
    }

    [Fact]
    public void An_included_file_and_the_environment_count_where_they_change_a_value()
    {
        var text = $"house {{ {Account}\n include \"a.conf\"\n plugs.lamp.room = ${{ROOM}} }}";
        string With(string mac, string room) => Read(
            text,
            Options(("/houses/a.conf", $"plugs.lamp.mac = {mac}")) with { Environment = name => name == "ROOM" ? room : "other" }).SourceHash;

        var original = With("00-00-5E-00-53-01", "hall");
        Assert.Equal(original, With("0000.5e00.5301 # the same", "hall"));
        Assert.NotEqual(original, With("00-00-5E-00-53-02", "hall"), StringComparer.Ordinal);
        Assert.NotEqual(original, With("00-00-5E-00-53-01", "bath"), StringComparer.Ordinal);
    }

    private static string Changed(string from, string to)
    {
        var text = Example("hillside.conf");
        Assert.Contains(from, text, StringComparison.Ordinal);
        return text.Replace(from, to, StringComparison.Ordinal);
    }

    private static string Hash(string text)
    {
        var result = Read(text);
        Assert.Empty(result.Problems);
        return result.SourceHash;
    }
}
