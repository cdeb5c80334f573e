using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

public class PropertySpecs
{
    [Property(MaxTest = 300)]
    public void Any_json_document_reads_as_the_same_tree(int seed)
    {
        var json = JsonSample.Object(new Random(seed), depth: 4);
        var text = json.ToJsonString(new() { WriteIndented = seed % 2 == 0 });
        Assert.Equal(JsonSample.Canonical(json), Tree(text));
    }

    [Property(MaxTest = 500)]
    public void Text_in_its_written_form_reads_back(NonNull<string> text)
    {
        foreach (var written in (string[])[HoconSyntax.Quote(text.Get), HoconSyntax.Value(text.Get)])
        {
            Assert.Equal(text.Get, Root($"a = {written}\nb = [ {written} , x ]")["a"]!.AsText().Value);
            Assert.Equal(text.Get, ((HoconArray)Root($"b = [ {written} , x ]")["b"]!)[0].AsText().Value);
        }
        Assert.Equal(text.Get, Assert.Single(Root($"{HoconSyntax.Key(text.Get)} = 1").Fields).Key);
        Assert.Equal(text.Get, Root($"x {{ {HoconSyntax.Key(text.Get)} = 1 }}, y = ${{{HoconSyntax.Path(["x", text.Get])}}}").Find("x") is HoconObject item ? item.Fields[0].Key : null);
    }

    [Theory]
    [InlineData("hall", "hall")]
    [InlineData("20m before sunset", "20m before sunset")]
    [InlineData("me@example.com", "\"me@example.com\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("", "\"\"")]
    [InlineData(" x", "\" x\"")]
    [InlineData("a//b", "\"a//b\"")]
    [InlineData("a\n\t\"\\", "\"a\\n\\t\\\"\\\\\"")]
    public void Text_is_quoted_only_where_it_must_be(string text, string written) => Assert.Equal(written, HoconSyntax.Value(text));

    [Theory]
    [InlineData("lamp", "lamp")]
    [InlineData("back.door", "\"back.door\"")]
    [InlineData("include", "\"include\"")]
    public void A_key_is_quoted_only_where_it_must_be(string key, string written) => Assert.Equal(written, HoconSyntax.Key(key));

    [Property(MaxTest = 300)]
    public void A_damaged_file_is_read_to_its_end_without_an_exception(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder(HouseFile.Text);
        for (var cuts = random.Next(1, 6); cuts > 0; cuts--)
        {
            var at = random.Next(text.Length);
            if (random.Next(2) == 0) text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
            else text.Insert(at, HouseFile.Noise[random.Next(HouseFile.Noise.Length)]);
        }
        AssertSound(Read(text.ToString()), text.ToString());
    }

    [Property(MaxTest = 300)]
    public void A_truncated_file_is_read_without_an_exception_and_refused_if_a_bracket_was_open(int seed)
    {
        var text = HouseFile.Text[..new Random(seed).Next(HouseFile.Text.Length)];
        var document = Read(text);
        AssertSound(document, text);
        // Outside quotes the sample has brackets only as structure, and its comments have none.
        Assert.True(document.HasErrors || text.Count('{') == text.Count('}'), text);
    }

    [Property(MaxTest = 300)]
    public void Random_text_is_read_without_an_exception(int seed)
    {
        var random = new Random(seed);
        var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => HouseFile.Noise[random.Next(HouseFile.Noise.Length)]));
        AssertSound(Read(text), text);
    }

    public static TheoryData<int> Closers => [.. Marks("}]")];

    public static TheoryData<int> Quotes => [.. Marks("\"")];

    private static IEnumerable<int> Marks(string marks) => Enumerable.Range(0, HouseFile.Text.Length).Where(at => marks.Contains(HouseFile.Text[at]));

    [Theory]
    [MemberData(nameof(Closers))]
    public void A_lost_closing_bracket_is_blamed_on_its_own_line_or_its_openers(int at)
    {
        var first = Read(HouseFile.Text.Remove(at, 1)).Problems[0];
        Assert.True(first.Position.Line == Line(at) || first.Position.Line == Line(Opener(at)), first.ToString());
        Assert.Contains("is never closed", first.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Quotes))]
    public void A_lost_quote_is_blamed_on_its_line(int at)
    {
        var first = Read(HouseFile.Text.Remove(at, 1)).Problems[0];
        Assert.Equal(Line(at), first.Position.Line);
    }

    [Property(MaxTest = 200)]
    public void The_position_of_each_scalar_points_at_its_text(int seed)
    {
        var text = JsonSample.Object(new Random(seed), depth: 3).ToJsonString(new() { WriteIndented = seed % 2 == 0 });
        AssertPointsAtText(Root(text), text);
    }

    [Fact]
    public void The_position_of_each_scalar_of_a_house_points_at_its_text() => AssertPointsAtText(Root(HouseFile.Text), HouseFile.Text);

    private static void AssertPointsAtText(HoconValue value, string text)
    {
        foreach (var item in (value as HoconObject)?.Fields ?? [])
        {
            Assert.True(StartsAt(text, item.KeyPosition, HoconSyntax.Key(item.Key)) || StartsAt(text, item.KeyPosition, "\""), $"{item.KeyPosition} {item.Key}");
            AssertPointsAtText(item.Value, text);
        }
        foreach (var item in value as HoconArray ?? Enumerable.Empty<HoconValue>()) AssertPointsAtText(item, text);
        var written = value switch
        {
            HoconText { IsQuoted: true } => "\"",
            HoconText bare => bare.Text,
            HoconNull => "null",
            HoconArray => "[",
            _ => "",
        };
        Assert.True(StartsAt(text, value.Position, written), $"{value.Position} {value}");
    }

    private static bool StartsAt(string text, HoconPosition position, string expected)
    {
        var line = text.Split('\n')[position.Line - 1];
        return line[(position.Column - 1)..].StartsWith(expected, StringComparison.Ordinal);
    }

    /// <summary>Whatever was read: positions lie within the text, and the tree can be walked.</summary>
    private static void AssertSound(HoconDocument document, string text)
    {
        var lines = text.Split('\n');
        Assert.All(document.Problems, problem =>
        {
            Assert.InRange(problem.Position.Line, 1, lines.Length);
            Assert.InRange(problem.Position.Column, 1, lines[problem.Position.Line - 1].Length + 1);
            Assert.NotEmpty(problem.Message);
        });
        Assert.NotEmpty(Json(document.Root));
    }

    private static int Line(int at) => HouseFile.Text.AsSpan(0, at).Count('\n') + 1;

    private static int Opener(int closer)
    {
        var depth = 0;
        for (var at = closer; ; at--)
        {
            if (HouseFile.Text[at] is '}' or ']') depth++;
            else if (HouseFile.Text[at] is '{' or '[' && --depth == 0) return at;
        }
    }
}
