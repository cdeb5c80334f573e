using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

/// <summary>What people get wrong, and the sentence they get for it.</summary>
public class SlipSpecs
{
    public static TheoryData<string, string> Slips => new()
    {
        { "at = 23:30", "1:6: '23:30' must be quoted: \"23:30\". Bare text cannot hold ':'" },
        { "user = me@example.com # mail", "1:8: 'me@example.com' must be quoted: \"me@example.com\". Bare text cannot hold '@'" },
        { "on = [ a+b, c ]", "1:8: 'a+b' must be quoted: \"a+b\". Bare text cannot hold '+'" },
        { "off = desk.*", "1:7: 'desk.*' must be quoted: \"desk.*\". Bare text cannot hold '*'" },
        { "x { at = 06:15, until = sunset }", "1:10: '06:15' must be quoted: \"06:15\". Bare text cannot hold ':'" },
        { "url = http://host:80/a#b // remark", "1:7: 'http://host:80/a#b' must be quoted: \"http://host:80/a#b\". Bare text cannot hold ':'" },
        { "cron = 0 0 7 ? * MON-FRI", "1:8: '0 0 7 ? * MON-FRI' must be quoted: \"0 0 7 ? * MON-FRI\". Bare text cannot hold '?'" },
        { "room = hall#2", "1:8: 'hall#2' must be quoted: \"hall#2\". Bare text ends where '#' begins a comment; if that is meant, put a blank before it" },
        { "x { room = hall#2 }", "1:12: 'hall#2' must be quoted: \"hall#2\". Bare text ends where '#' begins a comment; if that is meant, put a blank before it" },
        { "file = secrets//tapo", "1:8: 'secrets//tapo' must be quoted: \"secrets//tapo\". Bare text ends where '//' begins a comment; if that is meant, put a blank before it" },
        { "path = C:\\plugs", "1:8: 'C:\\plugs' must be quoted: \"C:\\\\plugs\". Bare text cannot hold ':'" },
        { "pass = a$b", "1:8: 'a$b' must be quoted: \"a$b\". Bare text cannot hold '$'" },
        { "a = `b`", "1:5: '`b`' must be quoted: \"`b`\". Bare text cannot hold '`'" },
        { "a = b[0]", "1:5: 'b[0]' must be quoted: \"b[0]\". Bare text cannot hold '['" },
        { "a = 1 b = 2", "1:5: '1 b = 2' must be quoted: \"1 b = 2\". If two fields are meant, put a comma or a new line between them" },
        { "a = \"x\" @ y", "1:9: '@' may stand in a value only inside quotes. Put the whole text in quotes" },
        { "me@x.org = 1", "1:1: 'me@x.org' must be quoted: \"me@x.org\". A bare key cannot hold '@'" },
        { "a = \"b", "1:5: this '\"' is never closed. Close the text on the same line: \"b\"" },
        { "a = [ \"b, c ]", "1:7: this '\"' is never closed. Close the text on the same line: \"b, c\"" },
        { "a = \"\"\"b\nc", "1:5: this '\"\"\"' is never closed. Close the text with \"\"\"" },
        { "a = \"x\\d\"", "1:7: '\\d' is not an escape. Write \\\\ for a backslash" },
        { "a = \"x\\u12\"", "1:7: '\\u' needs four hexadecimal digits. Write the character itself, or for example \\u00e9" },
        { "a = \"x\ty\"", "1:7: quoted text holds a control character (U+0009). Write it as \\t" },
        { "days = [ mon, tue", "1:8: this '[' is never closed. Add the missing ']'" },
        { "s {\n  days = [ mon, tue\n  at = noon\n}", "2:10: this '[' is never closed. Add the missing ']'" },
        { "s { days = [ mon, tue }", "1:12: this '[' is never closed. Add the missing ']'" },
        { "s {\n  a {\n    b = 1\n", "2:5: this '{' is never closed; the file ends with 2 brackets open. Add the missing '}'" },
        { "s {\n  a {\n    b = 1\n  c { d = 2 }\n}\n", "2:5: this '{' is never closed. Add the missing '}'" },
        { "a = 1\n}", "2:1: this '}' closes nothing. Remove it, or add the opening bracket it belongs to" },
        { "a = 1 ]", "1:7: this ']' closes nothing. Remove it, or add the opening bracket it belongs to" },
        { "{ a = 1 } b = 2", "1:11: something follows the '}' that closes the file's '{'. Remove it, or add the opening bracket it belongs to" },
        { "a =\nb = 2", "1:3: 'a' has no value. Write the value after it, or remove the key" },
        { "x { a = }", "1:7: 'a' has no value. Write the value after it, or remove the key" },
        { "time-zone \"Europe/London\"", "1:1: 'time-zone \"Europe/London\"' has no value. Write time-zone = \"Europe/London\", if that is what is meant" },
        { "protect", "1:1: 'protect' has no value. Write protect = and the value after it, or remove it" },
        { "tags [ a ]", "1:6: '=' is missing before '['. Write tags = [ ..." },
        { "= 1", "1:1: no key stands before '='. Write key = value" },
        { "{ { a = 1 } }", "1:3: no key stands before '{'. Write a key before it; perhaps the line above lacks its '['" },
        { "${a} = 1", "1:1: a key cannot be a substitution. Write the key itself; substitutions stand in values" },
        { "a = [ b = 1 ]", "1:9: a list holds values, not fields: '=' cannot stand here. Write { key = value } for an object in a list, or close the list with ']'" },
        { "a = x { b = 1 }", "1:7: text and an object cannot be one value. Put a comma or a new line between them, or quote the whole text" },
        { "a = [1] x", "1:9: text cannot follow a bracket that closes. Put a comma or a new line between them" },
        { "a = ${b", "1:5: this '${' is never closed. Add the missing '}'" },
        { "a = ${}", "1:5: this substitution names nothing. Write the path of a value between the braces: ${house.name}" },
        { "b = 1, a = ${b?c}", "1:15: '?' cannot stand in a substitution. Between ${ and } stands the path of a value, nothing else" },
        { "a = [ { x = 1 } { y = 2 } ]", "1:17: this object merges into the one before it. Put a comma between them for two items" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_slip_gets_one_sentence_of_fact_one_of_remedy_and_its_place(string text, string problem) =>
        Assert.Equal("house.conf:" + problem, string.Join(Environment.NewLine, Read(text).Problems));

    [Fact]
    public void Five_slips_in_one_file_are_five_problems_and_the_rest_is_read()
    {
        var document = Read(
            """
            house {
              name = hill@side
              plugs {
                lamp { mac = "00-00, room = hall }
                fan  { room = , tags = [ a ] }
              }
              at = 23:30
              broken
              fine = [ 1, 2+3, 4 ]
              last = ok
            }
            """);
        Assert.Equal([2, 4, 5, 7, 8, 9], document.Problems.Select(problem => problem.Position.Line));
        Assert.Equal("""{"house":{"name":"hill@side","plugs":{"lamp":{"mac":"00-00, room = hall"},"fan":{"tags":["a"]}},"at":"23:30","fine":[1,"2+3",4],"last":"ok"}}""", Json(document.Root));
    }

    [Fact]
    public void A_problem_names_the_key_it_concerns()
    {
        var problem = Assert.Single(Read("plugs { \"back.door\" { mac = a:b } }").Problems);
        Assert.Equal("plugs.\"back.door\".mac", problem.Path);
    }

    [Fact]
    public void A_closing_brace_too_many_is_blamed_on_the_line_that_lacks_its_opening()
    {
        var problem = Assert.Single(Read("house {\n  plugs {\n    lamp mac = x, room = hall }\n  }\n}\n").Problems);
        Assert.Equal("house.conf:3:31", problem.Position.ToString());
        Assert.Contains("line 5 has one '}' too many", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_utf8_have_a_position()
    {
        var problem = Assert.Single(HoconReader.ReadFile("x.conf", Options() with { Files = new Bytes("a = 1\nbé = \xff"u8.ToArray()[..^2].Append((byte)0xFF).ToArray()) }).Problems);
        Assert.Equal("x.conf:2:6: the file is not UTF-8: the byte FF cannot stand here. Save it as UTF-8", problem.ToString());
    }

    private sealed class Bytes(byte[] content) : HoconFiles
    {
        public override string Locate(string name, string includingFile) => name;

        public override Stream Open(string file) => new MemoryStream(content);
    }
}
