using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

public class PositionSpecs
{
    [Fact]
    public void Each_value_knows_where_it_is_written()
    {
        var root = Root("a = 1\r\nb {\r\n\tc = [ x,\r\n    \"y\" ]\r\n} // z\r\nd.e = 😀 f, g = h");
        Assert.Equal("house.conf:1:5", root["a"]!.Position.ToString());
        Assert.Equal("house.conf:2:3", root["b"]!.Position.ToString());
        var list = (HoconArray)root.Find("b", "c")!;
        Assert.Equal(["house.conf:3:6", "house.conf:3:8", "house.conf:4:5"], [list.Position.ToString(), .. list.Select(item => item.Position.ToString())]);
        Assert.Equal("house.conf:6:3", ((HoconObject)root["d"]!).Field("e")!.KeyPosition.ToString());
        // The emoji counts two UTF-16 units.
        Assert.Equal("house.conf:6:17", root["g"]!.Position.ToString());
    }

    [Fact]
    public void A_byte_order_mark_takes_no_column() => Assert.Equal("house.conf:1:5", Root("\ufeffa = 1")["a"]!.Position.ToString());

    [Fact]
    public void A_substituted_value_knows_where_it_is_asked_for_and_where_it_is_defined()
    {
        var root = Root("include \"x.conf\"\na = ${b}\nb = ${c.d}\ne = [ ${c} ]", Options(("x.conf", "c {\n  d = 1 }")));
        Assert.Equal(("house.conf:2:5", "x.conf:2:7"), (root["a"]!.Position.ToString(), root["a"]!.DefinedAt.ToString()));
        Assert.Equal(("house.conf:3:5", "x.conf:2:7"), (root["b"]!.Position.ToString(), root["b"]!.DefinedAt.ToString()));
        var item = ((HoconArray)root["e"]!)[0];
        Assert.Equal(("house.conf:4:7", "x.conf:1:3"), (item.Position.ToString(), item.DefinedAt.ToString()));
        Assert.Equal("x.conf:2:7", ((HoconObject)item)["d"]!.Position.ToString());
    }

    [Fact]
    public void The_line_after_text_in_triple_quotes_counts_on() =>
        Assert.Equal("house.conf:4:5", Root("a = \"\"\"x\n\ny\"\"\"\nb = 1")["b"]!.Position.ToString());
}
