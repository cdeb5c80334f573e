using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

/// <summary>Whatever a document says, reading ends, with a problem and a bounded tree.</summary>
public class LimitSpecs
{
    private static readonly HoconLimits s_large = new() { MaxFileSize = 64 << 20, MaxTotalSize = 64 << 20 };

    private static HoconProblem Refused(string text, HoconLimits? limits = null, params (string, string)[] files)
    {
        var document = Read(text, Options(files) with { Limits = limits ?? new HoconLimits() });
        Assert.True(document.HasErrors);
        return document.Problems.First(problem => problem.Severity == HoconSeverity.Error);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{ a = ")]
    [InlineData("{ ")]
    [InlineData("[ 1, ")]
    [InlineData("{ a = [")]
    [InlineData("${")]
    [InlineData("\"\"\"\"")]
    [InlineData("a.")]
    [InlineData("a = [ b\n")]
    [InlineData("]")]
    [InlineData("}")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("1, ")]
    [InlineData("x ")]
    [InlineData("\\")]
    [InlineData("a{b=${?c}}")]
    [InlineData("a=${a}x,")]
    [InlineData("include \"x\" ")]
    [InlineData("a=${a}")]
    public void Ten_megabytes_of_anything_end(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, (10 << 20) / piece.Length));
        foreach (var start in (string[])["", "a = "])
        {
            var document = Read(start + text, Options() with { Limits = s_large });
            Assert.True(document.HasErrors || document.Root["a"] is HoconText);
        }
    }

    [Fact]
    public void A_file_larger_than_the_limit_is_not_looked_at() =>
        Assert.StartsWith("the file is too large", Refused(new string('[', (4 << 20) + 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_open_list_of_ten_megabytes_is_an_open_list() =>
        Assert.Equal(
            "the file has more than 500000 values",
            Refused("a = [" + string.Concat(Enumerable.Repeat(" 1,", 3 << 20)), s_large).Message);

    [Theory]
    [InlineData("a = [ 1,")]
    [InlineData("a = [ 1, 2")]
    [InlineData("a = [\n1\n2\n")]
    [InlineData("a = [ [ 1 ], [")]
    public void A_list_left_open_is_refused_where_it_opens(string text)
    {
        var problem = Refused(text);
        Assert.StartsWith("this '[' is never closed", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, problem.Position.Line);
    }

    [Fact]
    public void Values_stand_in_each_other_as_deep_as_the_limit_and_no_deeper()
    {
        static string Lists(int depth) => $"a = {new string('[', depth)}{new string(']', depth)}";
        static string Objects(int depth) => $"{string.Concat(Enumerable.Repeat("a { ", depth))}{new string('}', depth)}";
        Assert.Empty(Problems(Lists(64)));
        Assert.Empty(Problems(Objects(64)));
        Assert.Equal(["1:69: values stand in each other more than 64 deep"], Problems(Lists(65)));
        Assert.Equal(["1:257: values stand in each other more than 64 deep"], Problems(Objects(65)));
        Assert.Equal(["1:1: values stand in each other more than 64 deep"], Problems(string.Join('.', Enumerable.Repeat("a", 65)) + " = 1"));
        Assert.Equal("values stand in each other more than 64 deep", Refused(Lists(100_000)).Message);
    }

    [Fact]
    public void What_stands_after_a_too_deep_value_is_read()
    {
        var document = Read($"a = {new string('[', 1000)}{new string(']', 1000)}\nb = 1");
        Assert.Single(document.Problems);
        Assert.Equal(1, document.Root["b"]!.AsLong().Value);
    }

    [Fact]
    public void Depth_by_substitution_is_bounded_too()
    {
        var text = string.Concat(Enumerable.Range(0, 300).Select(n => $"a{n} {{ x {{ y = ${{a{n + 1}}} }} }}\n")) + "a300 = 1";
        Assert.Contains(Read(text).Problems, problem => problem.Message.Contains("deep", StringComparison.Ordinal) || problem.Message.Contains("lead to each other", StringComparison.Ordinal));
    }

    [Fact]
    public void A_million_laughs_are_not_laughed()
    {
        var lists = "a0 = [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 30).Select(n => $"a{n} = [{string.Join(',', Enumerable.Repeat($"${{a{n - 1}}}", 10))}]\n"));
        Assert.Equal("substitutions make more than 500000 values", Refused(lists).Message);
        var objects = "a0 { x = 1 }\n" + string.Concat(Enumerable.Range(1, 40).Select(n => $"a{n} {{ x = ${{a{n - 1}}}, y = ${{a{n - 1}}} }}\n"));
        Assert.Equal("substitutions make more than 500000 values", Refused(objects).Message);
        var texts = "a0 = lol\n" + string.Concat(Enumerable.Range(1, 60).Select(n => $"a{n} = ${{a{n - 1}}}${{a{n - 1}}}\n"));
        Assert.Equal("substitutions make more than 16777216 characters of text", Refused(texts).Message);
        var joined = "a0 = [1]\n" + string.Concat(Enumerable.Range(1, 60).Select(n => $"a{n} = ${{a{n - 1}}} ${{a{n - 1}}}\n"));
        Assert.Contains("substitutions", Refused(joined).Message, StringComparison.Ordinal);
        var merged = "a0 { k0 = 1 }\n" + string.Concat(Enumerable.Range(1, 60).Select(n => $"a{n} = ${{a{n - 1}}} {{ k{n} = ${{a{n - 1}}} }} ${{a{n - 1}}}\n"));
        Assert.Contains("substitutions", Refused(merged).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_of_many_arms_ends()
    {
        var text = string.Concat(Enumerable.Range(0, 60).Select(n => $"a{n} = ${{a{(n + 1) % 60}}} ${{a{(n + 7) % 60}}} ${{?a{(n + 31) % 60}}}\n"));
        Assert.True(Read(text).HasErrors);
    }

    [Fact]
    public void A_long_chain_of_substitutions_is_refused_without_overflowing_the_stack()
    {
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(n => $"a{n} = ${{a{n + 1}}}\n")) + "a50000 = 1";
        Assert.Equal("more than 400 substitutions lead to each other", Refused(text).Message);
    }

    [Fact]
    public void A_key_may_grow_a_thousand_times()
    {
        var root = Root(string.Concat(Enumerable.Range(0, 5000).Select(n => $"a += {n}\nb = ${{?b}} [{n}]\n")) + string.Concat(Enumerable.Range(0, 500).Select(n => $"c = ${{?c}} {{ k{n} = {n} }}\nd = ${{?d}}x\n")));
        Assert.Equal(Enumerable.Range(0, 5000).Select(n => (long)n), ((HoconArray)root["a"]!).Select(item => item.AsLong().Value));
        Assert.Equal(5000, ((HoconArray)root["b"]!).Count);
        Assert.Equal(500, ((HoconObject)root["c"]!).Fields.Count);
        Assert.Equal(new string('x', 500), root["d"]!.ToString());
    }

    [Fact]
    public void One_list_extended_in_two_ways_gives_two_lists() =>
        Assert.Equal("""{"a":[1],"b":[1,2],"c":[1,3],"d":[1,2,1,3]}""", Tree("a = [1], b = ${a} [2], c = ${a} [3], d = ${b} ${c}"));

    [Fact]
    public void Includes_are_bounded_in_number_and_in_all()
    {
        var limits = new HoconLimits { MaxIncludes = 3, MaxTotalSize = 200 };
        Assert.Equal("the document includes more than 3 files", Refused(string.Concat(Enumerable.Repeat("include \"x.conf\"\n", 4)), limits, ("x.conf", "")).Message);
        Assert.StartsWith("the file is too large", Refused("include \"x.conf\"\ninclude \"x.conf\"", limits, ("x.conf", new string('#', 100))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_includes_nests_no_deeper_than_values_may()
    {
        var files = Enumerable.Range(0, 90).Select(n => ($"f{n}.conf", $"a {{ include \"f{n + 1}.conf\" }}")).ToArray();
        Assert.Equal("values stand in each other more than 64 deep", Refused("include \"f0.conf\"", null, files).Message);
    }

    [Fact]
    public void Problems_are_bounded_and_say_so()
    {
        var problems = Read(string.Concat(Enumerable.Repeat("a = b@c\n", 1000))).Problems;
        Assert.Equal(50, problems.Count);
        Assert.Equal("reading stopped here, after 49 problems", problems[^1].Message);
    }

    [Fact]
    public void Limits_that_could_overflow_the_stack_cannot_be_set()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HoconLimits { MaxDepth = 257 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HoconLimits { MaxDepth = 0 });
    }

    [Fact]
    public void The_deepest_document_fits_a_small_stack()
    {
        var depth = new HoconLimits { MaxDepth = 256 };
        var text = $"a = {new string('[', 256)}{new string(']', 256)}\n" + string.Concat(Enumerable.Range(0, 350).Select(n => $"b{n} = ${{b{n + 1}}}\n")) + "b350 = 1";
        HoconDocument? document = null;
        var thread = new Thread(() => document = Read(text, Options() with { Limits = depth }), maxStackSize: 1 << 20);
        thread.Start();
        thread.Join();
        Assert.Empty(document!.Problems);
    }
}
