using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

public class DuplicateKeySpecs
{
    private static readonly HoconReaderOptions s_strict = Options(("x.conf", "a = 2, b { c = 2 }")) with { DuplicateKeys = HoconSeverity.Error };

    [Theory]
    [InlineData("a = 1\na = 2", "2:1: 'a' is already set on line 1")]
    [InlineData("a.b = 1\na { b = 2 }", "2:5: 'a.b' is already set on line 1")]
    [InlineData("a { b = 1 }\na = 2", "2:1: 'a' is already set on line 1")]
    [InlineData("a = 1\na { b = 2 }", "2:1: 'a' is already set on line 1")]
    [InlineData("a = 1\na.b = 2", "2:1: 'a' is already set on line 1")]
    [InlineData("a = [1]\na = [2]", "2:1: 'a' is already set on line 1")]
    [InlineData("a = [ { x = 1\n x = 2 } ]", "2:2: 'a.x' is already set on line 1")]
    [InlineData("a = 1\ninclude \"x.conf\"\na = 3", "3:1: 'a' is already set on line 1")]
    [InlineData("c = 1, a = ${c}\na = ${c}", "2:1: 'a' is already set on line 1")]
    [InlineData("a += 1\na = [2]", "2:1: 'a' is already set on line 1")]
    [InlineData("plugs {\n lamp { mac = 1 }\n lamp { mac = 2 }\n}", "3:9: 'plugs.lamp.mac' is already set on line 2")]
    public void A_key_set_twice_in_one_file_is_reported_on_request(string text, string problem)
    {
        Assert.Equal([problem], Problems(text, s_strict));
        Assert.Empty(Problems(text, s_strict with { DuplicateKeys = null }));
    }

    [Theory]
    [InlineData("a.b = 1, a { c = 2 }")]
    [InlineData("a { b = 1 }, a { c = 2 }")]
    [InlineData("a = [1], a += 2, a += 3")]
    [InlineData("a = [1], a = ${a} [2]")]
    [InlineData("a = 1, a = ${?PORT}")]
    [InlineData("d { x = 1 }, a = ${d}, a { y = 2 }")]
    [InlineData("d { x = 1 }, a = ${d} { x = 2 }, a.y = 3")]
    [InlineData("a = 1, include \"x.conf\"")]
    [InlineData("include \"x.conf\", a = 1, b { c = 1 }")]
    [InlineData("p { include \"x.conf\" }, q { include \"x.conf\" }")]
    public void Merging_appending_and_overriding_are_no_duplicates(string text) => Assert.Empty(Problems(text, s_strict));

    [Fact]
    public void A_field_knows_every_place_that_assigns_it()
    {
        var root = Root("a = 1\ninclude \"x.conf\"\n  a = ${?NO}\nb.c = 3\nb { d = 4 }", s_strict with { DuplicateKeys = null });
        var a = root.Field("a")!;
        Assert.Equal(
            ["house.conf:1:1 Set", "x.conf:1:1 Set", "house.conf:3:3 Override"],
            Written(a));
        Assert.Equal("x.conf:1:1", a.KeyPosition.ToString());
        Assert.Equal(
            ["x.conf:1:8 Merge", "house.conf:4:1 Merge", "house.conf:5:1 Merge"],
            Written(root.Field("b")!));
        Assert.Equal(["x.conf:1:12 Set", "house.conf:4:3 Set"], Written(((HoconObject)root["b"]!).Field("c")!));
    }

    private static string[] Written(HoconField field) => [.. field.Assignments.Select(assignment => $"{assignment.Position} {assignment.Kind}")];
}
