using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

/// <summary>HOCON.md, "Includes".</summary>
public class IncludeSpecs
{
    private static string Tree(string text, params (string Name, string Text)[] files) =>
        Sample.Tree(text, Options(files));

    private static string[] Problems(string text, params (string Name, string Text)[] files) =>
        [.. Read(text, Options(files)).Problems.Select(problem => problem.ToString())];

    [Theory]
    [InlineData("include \"x.conf\"")]
    [InlineData("include file(\"x.conf\")")]
    [InlineData("include required(\"x.conf\")")]
    [InlineData("include required( file( \"x.conf\" ) )")]
    [InlineData("include\n\"x.conf\"")]
    [InlineData("include \"x\"")]
    [InlineData("{ include \"x.conf\", }")]
    public void An_include_stands_for_the_fields_of_its_file(string text) => Assert.Equal("""{"a":1}""", Tree(text, ("x.conf", "a = 1")));

    [Fact]
    public void Included_and_including_fields_override_each_other_in_the_order_written() =>
        Assert.Equal("""{"a":2,"b":3,"c":{"x":1,"y":2}}""", Tree("a = 1, b = 1, c.x = 1\ninclude \"x.conf\"\nb = 3", ("x.conf", "a = 2, b = 2, c.y = 2")));

    [Fact]
    public void An_includes_substitutions_mean_its_own_place_first_and_the_root_second()
    {
        Assert.Equal("""{"a":{"x":10,"y":10}}""", Tree("a { include \"x.conf\" }", ("x.conf", "x = 10, y = ${x}")));
        Assert.Equal("""{"a":{"x":42,"y":42}}""", Tree("a { include \"x.conf\" }, a { x = 42 }", ("x.conf", "x = 10, y = ${x}")));
        Assert.Equal("""{"a":{"y":7},"x":7}""", Tree("a { include \"x.conf\" }, x = 7", ("x.conf", "y = ${x}")));
        Assert.Equal("""{"a":{"b":{"y":8},"x":8},"x":7}""", Tree("a { include \"m.conf\" }, x = 7", ("m.conf", "b { include \"x.conf\" }, x = 8"), ("x.conf", "y = ${x}")));
        Assert.Equal("""{"a":{"t":[1,2]}}""", Tree("a { include \"x.conf\" }", ("x.conf", "t = [1], t = ${t} [2]")));
    }

    [Fact]
    public void An_include_is_looked_for_beside_the_file_that_includes_it() =>
        Assert.Equal("""{"a":1,"b":2}""", Tree("include \"sub/x.conf\"", ("sub/x.conf", "a = 1, include \"y.conf\""), ("sub/y.conf", "b = 2, include \"../z.conf\""), ("z.conf", "")));

    [Fact]
    public void A_missing_file_counts_as_empty_and_is_noted()
    {
        var document = Read("a = 1\ninclude \"gone.conf\"");
        Assert.False(document.HasErrors);
        var note = Assert.Single(document.Problems);
        Assert.Equal((HoconSeverity.Note, 2, "the included file 'gone.conf' does not exist"), (note.Severity, note.Position.Line, note.Message));
        Assert.Equal("""{"a":1}""", Json(document.Root));
    }

    [Fact]
    public void A_missing_required_file_is_an_error() =>
        Assert.StartsWith("house.conf:1:1: the included file 'gone.conf' does not exist", Assert.Single(Problems("include required(\"gone.conf\")")), StringComparison.Ordinal);

    [Fact]
    public void A_circle_of_includes_is_refused()
    {
        Assert.StartsWith("x.conf:1:8: 'house.conf' includes itself through 'x.conf'", Assert.Single(Problems("include \"x.conf\"", ("x.conf", "a = 1, include \"house.conf\""))), StringComparison.Ordinal);
        Assert.StartsWith("x.conf:1:1: 'x.conf' includes itself.", Assert.Single(Problems("include \"x.conf\"", ("x.conf", "include \"./x.conf\""))), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_file_may_be_included_twice_and_is_listed_once()
    {
        var document = Read("a { include \"x.conf\" }, b { include \"x.conf\" }", Options(("x.conf", "x = 1, y = ${x}")));
        Assert.Equal("""{"a":{"x":1,"y":1},"b":{"x":1,"y":1}}""", Json(document.Root));
        Assert.Equal(["house.conf", "x.conf"], document.Files);
    }

    [Theory]
    [InlineData("include url(\"http://example.com/x\")", "only files can be included, not an address")]
    [InlineData("include \"https://example.com/x\"", "only files can be included, not an address")]
    [InlineData("include classpath(\"x\")", "only files can be included, not a class path")]
    [InlineData("include x.conf", "'include' names no file in quotes")]
    [InlineData("include = 1", "'include' names no file in quotes")]
    [InlineData("include package(\"x\")", "'package(...' is no way to include a file")]
    [InlineData("include file(\"x\"", "the parentheses of this include do not match")]
    [InlineData("include \"\"", "this include names no file")]
    [InlineData("include ${x}", "'include' names no file in quotes")]
    public void Other_includes_are_refused_in_words(string text, string message)
    {
        var document = Read(text + "\nb = 1");
        Assert.Equal(message, Assert.Single(document.Problems).Message);
        Assert.Equal("""{"b":1}""", Json(document.Root));
    }

    [Fact]
    public void A_slip_in_an_included_file_has_that_files_position() =>
        Assert.StartsWith("x.conf:2:5: '23:30' must be quoted: \"23:30\"", Assert.Single(Problems("\n\ninclude \"x.conf\"", ("x.conf", "\na = 23:30"))), StringComparison.Ordinal);

    [Fact]
    public void A_list_cannot_be_included() =>
        Assert.StartsWith("x.conf:1:1: the file is a list", Assert.Single(Problems("include \"x.conf\"", ("x.conf", "[1]"))), StringComparison.Ordinal);

    [Fact]
    public void A_name_without_extension_means_its_json_and_its_conf() =>
        Assert.Equal("""{"a":2,"b":1,"c":3}""", Tree("include \"x\"", ("x.json", """{"a":1,"b":1}"""), ("x.conf", "a = 2, c = 3")));
}
