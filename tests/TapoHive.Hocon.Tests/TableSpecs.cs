using FsCheck.Xunit;
using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

/// <summary>Tables: an included .csv is an object of objects.</summary>
public class TableSpecs
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "", "1:1: the table has no first row that names its columns" },
        { "mac,room\na,b", "1:1: no column of the table is called 'name'" },
        { "name;mac\nlamp;a", "1:1: the columns of the table are separated by ';'" },
        { "name\tmac\nlamp\ta", "1:1: the columns of the table are separated by tabs" },
        { "name,mac,mac\nlamp,a,b", "1:10: two columns of the table are called 'mac'" },
        { "name,a..b\nlamp,a", "1:6: 'a..b' cannot be the name of a column" },
        { "name,mac\nlamp,a\n,b", "3:1: this row has no name" },
        { "name,mac\nlamp,a,hall", "2:8: this row has 3 cells, and the table 2 columns" },
        { "name,,mac\nlamp,x,a", "2:6: this cell stands in a column without a name" },
        { "name,mac\nlamp,\"a\nfan,b", "2:6: this '\"' is never closed" },
        { "name,mac\nlamp,\"a\" b\nfan,b", "2:10: something follows the '\"' that ends the cell" },
        { "name,mac\nlamp,5\" strip", "2:7: a quotation mark stands in a cell that does not begin with one" },
    };

    [Theory]
    [InlineData("name,mac,room\nlamp,a,hall\nfan,b,\n", """{"lamp":{"mac":"a","room":"hall"},"fan":{"mac":"b"}}""")]
    [InlineData("\ufeffmac,name\r\na,lamp\r\n\r\nb,fan", """{"lamp":{"mac":"a"},"fan":{"mac":"b"}}""")]
    [InlineData("name,tags\nlamp,light; heat\nfan,\"light, heat\"\niron,light", """{"lamp":{"tags":["light","heat"]},"fan":{"tags":["light","heat"]},"iron":{"tags":"light"}}""")]
    [InlineData("name,outlets.a,outlets.b,room\ndesk,1,2,hall", """{"desk":{"outlets":{"a":"1","b":"2"},"room":"hall"}}""")]
    [InlineData("name,note\nlamp,\"a \"\"b\"\"\nc\"\nfan,d", """{"lamp":{"note":"a \"b\"\nc"},"fan":{"note":"d"}}""")]
    [InlineData("name,mac\nlamp", """{"lamp":{}}""")]
    [InlineData("name,mac\nlamp,a,,", """{"lamp":{"mac":"a"}}""")]
    public void Each_row_is_an_object(string table, string expected) => Assert.Equal($"{{\"plugs\":{expected}}}", Tree(Including, Options(("plugs.csv", table))));

    [Fact]
    public void Rows_merge_with_what_is_written_beside_them_and_keep_their_place()
    {
        var root = Root("plugs { include \"plugs.csv\", desk { room = office } }", Options(("plugs.csv", "name,mac,note\nlamp,a,\"x\ny\"\ndesk, b")));

        Assert.Equal("""{"plugs":{"lamp":{"mac":"a","note":"x\ny"},"desk":{"mac":"b","room":"office"}}}""", Json(root));
        Assert.Equal("plugs.csv:4:7", root.Find("plugs", "desk", "mac")!.Position.ToString());
        Assert.Equal("house.conf:1:44", root.Find("plugs", "desk", "room")!.Position.ToString());
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_said_at_its_place(string table, string problem)
    {
        var found = Assert.Single(Read(Including, Options(("plugs.csv", table))).Problems);

        Assert.Equal("plugs.csv:" + problem, $"{found.Position}: {found.Message}");
        Assert.NotNull(found.Hint);
    }

    [Fact]
    public void A_table_that_is_not_there_is_an_error() => Assert.True(Read(Including).HasErrors);

    [Fact]
    public void A_table_of_too_many_values_ends_reading()
    {
        var table = "name,a\n" + string.Concat(Enumerable.Range(0, 200).Select(row => $"r{row},x\n"));
        var document = Read(Including, Options(("plugs.csv", table)) with { Limits = new HoconLimits { MaxValues = 100 } });

        Assert.Contains(document.Problems, problem => problem.Message == "the table has more than 100 values");
    }

    [Property(MaxTest = 1000, Replay = "(7170717,7)")]
    public void Any_text_at_all_is_a_table_or_has_problems(string[] pieces)
    {
        string[] vocabulary = ["name", ",", "\n", "\"", "lamp", ";", ".", "\r\n", "mac", " ", "a.b", "\"\""];
        var table = string.Concat((pieces ?? []).Select(piece => vocabulary[(piece?.Length ?? 0) % vocabulary.Length] + piece));
        var document = Read(Including, Options(("plugs.csv", table)));

        Assert.All(document.Problems, problem => Assert.InRange(problem.Position.Line, 1, 1 + table.Count(c => c == '\n')));
    }

    private const string Including = "plugs { include \"plugs.csv\" }";
}
