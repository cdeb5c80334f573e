using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

/// <summary>HOCON.md, "Substitutions" and "Self-Referential Substitutions".</summary>
public class SubstitutionSpecs
{
    [Theory]
    [InlineData("a = ${b}, b = 1", """{"a":1,"b":1}""")]
    [InlineData("a = ${b}, b = 1, b = 2", """{"a":2,"b":2}""")]
    [InlineData("a = ${b.c}, b { c = [1] }", """{"a":[1],"b":{"c":[1]}}""")]
    [InlineData("a = ${b}, b = null", """{"a":null,"b":null}""")]
    [InlineData("a = ${b} is ${c}!\"\"", null)]
    [InlineData("b = cat, a = ${b} is my favorite animal", """{"b":"cat","a":"cat is my favorite animal"}""")]
    [InlineData("b = cat, a = my ${b}\" is\"", """{"b":"cat","a":"my cat is"}""")]
    [InlineData("b = 1, c = 2, a = ${b}${c}", """{"b":1,"c":2,"a":12}""")]
    [InlineData("b = 1, c = 2, a = ${b} ${c}", """{"b":1,"c":2,"a":"1 2"}""")]
    [InlineData("b = null, a = x${b}", """{"b":null,"a":"xnull"}""")]
    [InlineData("a = \"${b}\"", """{"a":"${b}"}""")]
    [InlineData("a = ${\"b.c\"}, \"b.c\" = 1", """{"a":1,"b.c":1}""")]
    [InlineData("a = [ ${b}, ${b} ], b = x", """{"a":["x","x"],"b":"x"}""")]
    public void A_substitution_is_the_last_value_of_its_path_anywhere(string text, string? tree)
    {
        if (tree is null) Assert.NotEmpty(Problems(text));
        else Assert.Equal(tree, Tree(text));
    }

    [Theory]
    [InlineData("a = ${?b}", "{}")]
    [InlineData("a = 1, a = ${?b}", """{"a":1}""")]
    [InlineData("a = [ 1, ${?b}, 2 ]", """{"a":[1,2]}""")]
    [InlineData("a = x ${?b} y", """{"a":"x  y"}""")]
    [InlineData("a = ${?b}x", """{"a":"x"}""")]
    [InlineData("a = ${?b} [1]", """{"a":[1]}""")]
    [InlineData("a = ${?b} { x = 1 }", """{"a":{"x":1}}""")]
    [InlineData("a = ${?b}${?c}", "{}")]
    [InlineData("a = ${?b.c}, b = 1", """{"b":1}""")]
    [InlineData("a { x = 1 }, a = ${?b}, a { y = 2 }", """{"a":{"x":1,"y":2}}""")]
    public void An_optional_substitution_may_lead_nowhere(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Fact]
    public void A_substitution_that_leads_nowhere_is_an_error_where_it_stands()
    {
        var problem = Assert.Single(Read("a {\n  x = 1 ${b.c}\n}").Problems);
        Assert.Equal("house.conf:2:9: ${b.c} refers to nothing: no such key, and no such environment variable. Set it, or write ${?b.c} if it may be absent", problem.ToString());
    }

    [Fact]
    public void The_environment_answers_what_the_document_does_not()
    {
        var options = Options() with
        {
            Environment = name => name switch { "HOME" => "/home/me", "EMPTY" => "", "PORT" => "80", _ => null },
        };
        Assert.Equal("""{"a":"/home/me","b":80}""", Tree("a = ${HOME}, b = ${PORT}, c = ${?EMPTY}", options));
        Assert.Equal("""{"HOME":null,"a":null}""", Tree("HOME = null, a = ${HOME}", options));
        Assert.Equal("""{"HOME":1,"a":1}""", Tree("HOME = 1, a = ${HOME}", options));
        Assert.Single(Problems("a = ${EMPTY}", options));
    }

    [Theory]
    [InlineData("path = \"a:b\"\npath = ${path}\":c\"", """{"path":"a:b:c"}""")]
    [InlineData("path = [x]\npath = ${path} [y]\npath = ${path} [z]", """{"path":["x","y","z"]}""")]
    [InlineData("a = { x = 1 }, a = ${a} { y = 2 }", """{"a":{"x":1,"y":2}}""")]
    [InlineData("foo { a = 1 }, foo = ${foo}", """{"foo":{"a":1}}""")]
    [InlineData("foo = ${foo}, foo = 42", """{"foo":42}""")]
    [InlineData("foo = ${does-not-exist}, foo = 42", """{"foo":42}""")]
    [InlineData("foo = ${?foo}", "{}")]
    [InlineData("a = ${?a}foo", """{"a":"foo"}""")]
    [InlineData("foo { a { c = 1 } }, foo = ${foo.a}, foo { a = 2 }", """{"foo":{"a":2,"c":1}}""")]
    [InlineData("a.b = 1, a.b = ${a.b}2", """{"a":{"b":12}}""")]
    public void A_field_that_refers_to_itself_means_its_value_before(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }", """{"bar":{"foo":42,"baz":42}}""")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }, bar { foo = 43 }", """{"bar":{"foo":43,"baz":43}}""")]
    [InlineData("bar { a = ${foo.d}, b = 1 }, bar.b = 3, foo { c = ${bar.b}, d = 2 }, foo.d = 4", """{"bar":{"a":4,"b":3},"foo":{"c":3,"d":4}}""")]
    [InlineData("d { y = 1 }, a = ${d} { x = ${a.y} }", """{"d":{"y":1},"a":{"y":1,"x":1}}""")]
    [InlineData("d { a = ${i.b}, b = 2 }, i.b = 3, i = ${d}", """{"d":{"a":2,"b":2},"i":{"b":2,"a":2}}""")]
    [InlineData("a = ${b.x}, b { x = 1, y = ${a} }", """{"a":1,"b":{"x":1,"y":1}}""")]
    [InlineData("a = 1, b = 2, a = ${b}, b = ${a}", """{"a":1,"b":1}""")]
    public void An_object_may_refer_to_parts_of_itself_and_others_to_each_other(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("b { x = 1 }, a = ${b}, a { y = 2 }", """{"b":{"x":1},"a":{"x":1,"y":2}}""")]
    [InlineData("b { x = 1, z { p = 1 } }, a { x = 0, z { q = 2 } }, a = ${b}, a { y = 2, z.p = 3 }", """{"b":{"x":1,"z":{"p":1}},"a":{"x":1,"z":{"q":2,"p":3},"y":2}}""")]
    [InlineData("b = 1, a { x = 0 }, a = ${b}, a { y = 2 }", """{"b":1,"a":{"y":2}}""")]
    [InlineData("generic { cluster = 6 }, east = ${generic} { name = east }, west = ${generic}, west.name = west", """{"generic":{"cluster":6},"east":{"cluster":6,"name":"east"},"west":{"cluster":6,"name":"west"}}""")]
    [InlineData("b { x = 1 }, a = ${b}, a.x = 2, c = ${a.x}", """{"b":{"x":1},"a":{"x":2},"c":2}""")]
    public void Objects_merge_with_what_a_substitution_turns_out_to_be(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("a = ${a}", "1:5")]
    [InlineData("a = ${a}bc", "1:5")]
    [InlineData("bar = ${foo}, foo = ${bar}", "1:7", "1:21")]
    [InlineData("a = ${b}, b = ${c}, c = ${a}", "1:5", "1:15", "1:25")]
    [InlineData("a { b = ${a} }", "1:9")]
    [InlineData("a = [ ${a} ]", "1:7")]
    [InlineData("a = ${a} { x = 1 }", "1:5")]
    public void A_circle_without_an_earlier_value_is_an_error(string text, params string[] positions)
    {
        var problems = Read(text).Problems;
        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Contains("refers ", problem.Message, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.Contains(FormattableString.Invariant($"{problem.Position.Line}:{problem.Position.Column}"), positions, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("a += 1", """{"a":[1]}""")]
    [InlineData("a = [1], a += 2\na += [3]", """{"a":[1,2,[3]]}""")]
    [InlineData("a.b += x, a.b += y", """{"a":{"b":["x","y"]}}""")]
    [InlineData("a = [ { b += 1, b += 2 }, { b += 3 } ]", """{"a":[{"b":[1,2]},{"b":[3]}]}""")]
    [InlineData("d { t = [1] }, p = ${d} { t += 2 }", """{"d":{"t":[1]},"p":{"t":[1,2]}}""")]
    [InlineData("a { 0 = x, 1 = y }, a += z", """{"a":["x","y","z"]}""")]
    public void Plus_equals_appends_one_element(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Fact]
    public void Plus_equals_on_what_is_no_list_is_an_error() =>
        Assert.Equal(["1:8: '1' cannot be joined with a list"], Problems("a = 1, a += 2"));
}
