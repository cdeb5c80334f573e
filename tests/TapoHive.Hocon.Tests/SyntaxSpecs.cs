using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

/// <summary>HOCON.md from "Unchanged from JSON" to "Whitespace".</summary>
public class SyntaxSpecs
{
    [Theory]
    [InlineData("""{ "a": [1, -2.5e3, true, false, null, "x"], "b": {} }""", """{"a":[1,-2.5e3,true,false,null,"x"],"b":{}}""")]
    [InlineData("{\n\"a\"\n:\n1\n,\n\"b\":\n[\n]\n}", """{"a":1,"b":[]}""")]
    [InlineData("""{"a":1e+5}""", """{"a":1e+5}""")]
    [InlineData("""{"a":"\u0041\n\t\"\\\/\b\f\r"}""", "{\"a\":\"A\\n\\t\\\"\\\\/\\u0008\\u000c\\r\"}")]
    public void Json_is_hocon(string json, string tree) => Assert.Equal(tree, Tree(json));

    [Theory]
    [InlineData("a = 1 // one\n# b = 2\n//c = 3\nd = 4 # four", """{"a":1,"d":4}""")]
    [InlineData("a = \"# no // comment\"", """{"a":"# no // comment"}""")]
    [InlineData("a = x// y", """{"a":"x"}""")]
    [InlineData("a = x/y", """{"a":"x/y"}""")]
    [InlineData("a = [ 1 # one\n , 2 // two\n ]", """{"a":[1,2]}""")]
    [InlineData("# only a comment", "{}")]
    [InlineData("", "{}")]
    public void A_comment_runs_to_the_end_of_its_line_unless_it_is_quoted(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("a = 1", """{"a":1}""")]
    [InlineData("{ a = 1 }", """{"a":1}""")]
    [InlineData("\n# first\n{\n a = 1\n}\n# last\n", """{"a":1}""")]
    public void Root_braces_may_be_left_out(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("a = 1, b : 2, c { d = 3 }", """{"a":1,"b":2,"c":{"d":3}}""")]
    [InlineData("a : {}, b = {}, c {}, d\n{ }", """{"a":{},"b":{},"c":{},"d":{}}""")]
    [InlineData("a\n=\n1", """{"a":1}""")]
    public void Equals_and_colon_separate_and_braces_need_neither(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("a = [1,2,3,]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1\n2\n3]", """{"a":[1,2,3]}""")]
    [InlineData("a = [1,\n2\n,3\n,\n]", """{"a":[1,2,3]}""")]
    [InlineData("a = 1,\nb = 2\n, c = 3,", """{"a":1,"b":2,"c":3}""")]
    [InlineData("a { b = 1, }", """{"a":{"b":1}}""")]
    public void A_newline_stands_for_a_comma_and_one_may_trail(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Theory]
    [InlineData("a = [1,2,3,,]", "1:12")]
    [InlineData("a = [,1]", "1:6")]
    [InlineData("a = [1,,2]", "1:8")]
    [InlineData(", a = 1", "1:1")]
    [InlineData("a = 1,, b = 2", "1:7")]
    [InlineData("a = 1,\n,b = 2", "2:1")]
    public void Two_commas_in_a_row_and_a_leading_one_are_refused(string text, string position) =>
        Assert.Equal([$"{position}: nothing stands before this comma"], Problems(text));

    [Theory]
    [InlineData("\ufeffa = 1")]
    [InlineData("\ta\t=\t1\t")]
    [InlineData("a\u00a0=\u00a01\u2003")]
    [InlineData("a = 1\r\n")]
    [InlineData("\u001ca\u001d=\u001e1\u001f\v\f")]
    public void White_space_is_what_the_specification_says(string text) => Assert.Equal("""{"a":1}""", Tree(text));

    [Fact]
    public void A_carriage_return_alone_is_no_newline() => Assert.Equal("{\"a\":\"1\\r2\"}", Tree("a = 1\r2"));

    [Theory]
    [InlineData("a = \"\"\"x\n \"y\" \\n\"\"\"", "{\"a\":\"x\\n \\\"y\\\" \\\\n\"}")]
    [InlineData("a = \"\"\"foo\"\"\"\"", "{\"a\":\"foo\\\"\"}")]
    [InlineData("a = \"\"\"\"\"\"\nb = 1", """{"a":"","b":1}""")]
    public void Triple_quotes_hold_text_literally(string text, string tree) => Assert.Equal(tree, Tree(text));

    [Fact]
    public void A_list_at_the_root_is_refused_because_a_document_holds_fields() =>
        Assert.Equal(["1:1: the file is a list, and must hold fields"], Problems("[1]"));
}
