using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

/// <summary>HOCON.md from "Duplicate keys and object merging" to "Paths as keys".</summary>
public class ValueSpecs
{
    [Theory]
    [InlineData("a = 1, a = 2", """{"a":2}""")]
    [InlineData("foo { a = 42 }, foo { b = 43 }", """{"foo":{"a":42,"b":43}}""")]
    [InlineData("foo { a = 42 }, foo = null, foo { b = 43 }", """{"foo":{"b":43}}""")]
    [InlineData("foo { a { x = 1 } }, foo { a { y = 2 }, a { x = 3 } }", """{"foo":{"a":{"x":3,"y":2}}}""")]
    [InlineData("a { b = 1 }, a = 2", """{"a":2}""")]
    [InlineData("a = [1], a = [2]", """{"a":[2]}""")]
    public void Later_values_win_and_objects_merge(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("truefoo")]
    [InlineData("footrue")]
    [InlineData("10.0bar")]
    [InlineData("bar10.0")]
    [InlineData("-x")]
    [InlineData("00-00-5E-00-53-01")]
    [InlineData("192.0.2.31")]
    [InlineData("20m before sunset")]
    [InlineData("tag.light and not room.office")]
    [InlineData("all and not (router or desk.*)", false)]
    [InlineData("1.2.3")]
    [InlineData("include")]
    [InlineData("foo bar  baz")]
    [InlineData("1 2\t3")]
    [InlineData("true false null")]
    [InlineData("60s")]
    [InlineData("1 day")]
    [InlineData("°/Ångström(x)|~%;<>'")]
    [InlineData("a/b")]
    public void Bare_text_is_kept_exactly_as_written(string text, bool isLegal = true)
    {
        var document = Read($"a =  {text}  # comment\nb = 1");
        Assert.Equal(isLegal, !document.HasErrors);
        Assert.Equal(text, Assert.IsType<HoconText>(document.Root["a"]).Text);
        Assert.Equal(!isLegal, ((HoconText)document.Root["a"]!).IsQuoted);
    }

    [Theory]
    [InlineData("a = foo \"bar\" baz", "foo bar baz")]
    [InlineData("a = foo\"bar\"baz", "foobarbaz")]
    [InlineData("a = \" foo \" bar", " foo  bar")]
    [InlineData("a = nu\"ll\"", "null")]
    [InlineData("a = null x", "null x")]
    public void Texts_in_a_row_join_with_the_white_space_between_them(string text, string joined) =>
        Assert.Equal(joined, Assert.IsType<HoconText>(Root(text)["a"]).Text);

    [Theory]
    [InlineData("a = [1] [2]\nb = 3", """{"a":[1,2],"b":3}""")]
    [InlineData("a = { x = 1 } { y = 2, x = 3 }", """{"a":{"x":3,"y":2}}""")]
    [InlineData("a = [ [1] [2] ]", """{"a":[[1,2]]}""")]
    [InlineData("a = [ 1 2 3 4 ]", """{"a":["1 2 3 4"]}""")]
    [InlineData("b = { x = 1 }, a = ${b} { y = 2 }", """{"b":{"x":1},"a":{"x":1,"y":2}}""")]
    [InlineData("b = [1], a = ${b} [2] ${b}", """{"b":[1],"a":[1,2,1]}""")]
    [InlineData("b = { x = 1 }, c = { y = 2 }, a = ${b} ${c}", """{"b":{"x":1},"c":{"y":2},"a":{"x":1,"y":2}}""")]
    [InlineData("b = [1], c = [2], a = ${b} ${c}", """{"b":[1],"c":[2],"a":[1,2]}""")]
    [InlineData("b = { x = 1 }, a = [ ${b} { y = 2 }, 3 ]", """{"b":{"x":1},"a":[{"x":1,"y":2},3]}""")]
    public void Lists_join_with_lists_and_objects_with_objects(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("a = [1] { x = 1 }")]
    [InlineData("a = { x = 1 } [1]")]
    [InlineData("a = foo [1]")]
    [InlineData("a = foo { x = 1 }")]
    [InlineData("a = [1] foo")]
    [InlineData("a = { x = 1 } foo")]
    [InlineData("b = 1, a = ${b} { x = 1 }")]
    [InlineData("b = 1, a = ${b} [1]")]
    [InlineData("b { x = 1 }, a = ${b} foo")]
    [InlineData("b = [1], a = foo ${b}")]
    [InlineData("b { x = 1 }, c = 1, a = ${b} ${c}")]
    [InlineData("b = [1], c = 1, a = ${c} ${b}")]
    public void Values_of_different_kinds_do_not_join(string text) => Assert.Single(Problems(text));

    [Theory]
    [InlineData("a.b.c = 1", """{"a":{"b":{"c":1}}}""")]
    [InlineData("a.\"b.c\".d = 1", """{"a":{"b.c":{"d":1}}}""")]
    [InlineData("a.\"\".b = 1", """{"a":{"":{"b":1}}}""")]
    [InlineData("10.0foo = 1", """{"10":{"0foo":1}}""")]
    [InlineData("foo10.0 = 1", """{"foo10":{"0":1}}""")]
    [InlineData("foo\"10.0\" = 1", """{"foo10.0":1}""")]
    [InlineData("1.2.3 = 1", """{"1":{"2":{"3":1}}}""")]
    [InlineData("3.14 : 42, true : 1, 3 : 2", """{"3":2,"true":1}""")]
    [InlineData("a b c = 1", """{"a b c":1}""")]
    [InlineData("a.x = 42, a.y = 43", """{"a":{"x":42,"y":43}}""")]
    [InlineData("foo include = 1, \"include\" = 2", """{"foo include":1,"include":2}""")]
    [InlineData("\"a\".b = 1", """{"a":{"b":1}}""")]
    public void A_key_is_a_path(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("a..b = 1", 3)]
    [InlineData(".a = 1", 1)]
    [InlineData("a. = 1", 3)]
    [InlineData("b = 1, a = ${b..c}", 16)]
    public void An_empty_part_of_a_path_must_be_quoted(string text, int column) =>
        Assert.StartsWith($"1:{column}: the path", Problems(text)[0], StringComparison.Ordinal);
}
