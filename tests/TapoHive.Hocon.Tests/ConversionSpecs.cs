using static TapoHive.Hocon.Tests.Sample;

namespace TapoHive.Hocon.Tests;

/// <summary>HOCON.md from "Conversion of numerically-indexed objects to arrays" to "Size in bytes format".</summary>
public class ConversionSpecs
{
    private static HoconValue Value(string written) => Root("a = " + written)["a"]!;

    [Theory]
    [InlineData("true", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("\"on\"", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    public void Booleans_are_six_words(string written, bool expected) => Assert.Equal(expected, Value(written).AsBoolean().Value);

    [Theory]
    [InlineData("True")]
    [InlineData("1")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Nothing_else_is_a_boolean(string written) =>
        Assert.StartsWith("yes or no is expected here, not ", Value(written).AsBoolean().Problem!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("42", 42)]
    [InlineData("-1", -1)]
    [InlineData("1e3", 1000)]
    [InlineData("2.0", 2)]
    [InlineData("\"7\"", 7)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void Whole_numbers_are_jsons(string written, long expected) => Assert.Equal(expected, Value(written).AsLong().Value);

    [Theory]
    [InlineData("1.5")]
    [InlineData("007")]
    [InlineData("0x1F")]
    [InlineData("1_000")]
    [InlineData("9223372036854775808")]
    [InlineData("1e99")]
    [InlineData("\"\"")]
    [InlineData("\" 1\"")]
    [InlineData("{}")]
    public void Nothing_else_is_a_whole_number(string written) => Assert.False(Value(written).AsLong().IsOk);

    [Fact]
    public void A_whole_number_out_of_range_says_the_range()
    {
        var problem = Value("70000").AsLong(1, 65535).Problem!;
        Assert.Equal(("house.conf:1:5", "'70000' is out of range", "Write a number from 1 to 65535"), (problem.Position.ToString(), problem.Message, problem.Hint));
    }

    [Theory]
    [InlineData("51.48", 51.48)]
    [InlineData("-0.61", -0.61)]
    [InlineData("1e-3", 0.001)]
    public void Numbers_are_jsons(string written, double expected) => Assert.Equal(expected, Value(written).AsDouble().Value);

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("1e999")]
    [InlineData("1,5", "1")]
    [InlineData("1.")]
    [InlineData(".5")]
    public void Nothing_else_is_a_number(string written, string? read = null)
    {
        if (read is null) Assert.False(Value(written).AsDouble().IsOk);
        else Assert.NotEmpty(Problems("a = " + written));
    }

    [Theory]
    [InlineData("60s", 60_000)]
    [InlineData("250ms", 250)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("10 minutes", 600_000)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("1w", 604_800_000)]
    [InlineData("1500us", 1.5)]
    [InlineData("1000000 nanos", 1)]
    [InlineData("\" 3 seconds \"", 3000)]
    [InlineData("-5m", -300_000)]
    public void A_length_of_time_is_a_number_and_a_unit(string written, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Value(written).AsDuration().Value);

    [Theory]
    [InlineData("60", "'60' has no unit. Write for example 60s for seconds or 60m for minutes")]
    [InlineData("60 sec", "'sec' is no unit of time. Write a number and a unit (ms, s, m, h, d, w), for example 60s")]
    [InlineData("1H", "'H' is no unit of time. Write a number and a unit (ms, s, m, h, d, w), for example 60s")]
    [InlineData("soon", "a length of time is expected here, not 'soon'. Write a number and a unit (ms, s, m, h, d, w), for example 60s")]
    [InlineData("99999999999d", "'99999999999d' is too long. At most some 29,000 years are possible")]
    public void Anything_else_is_refused_with_a_remedy(string written, string problem) =>
        Assert.Equal("house.conf:1:5: " + problem, Value(written).AsDuration().Problem!.ToString());

    [Fact]
    public void A_bare_number_is_a_length_of_time_where_the_program_says_of_what() =>
        Assert.Equal(TimeSpan.FromSeconds(60), Value("60").AsDuration(bareUnit: TimeSpan.FromSeconds(1)).Value);

    [Theory]
    [InlineData("1024", 1024)]
    [InlineData("1 B", 1)]
    [InlineData("1K", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("1Ki", 1024)]
    [InlineData("1 KiB", 1024)]
    [InlineData("1kB", 1000)]
    [InlineData("0.5 MB", 500_000)]
    [InlineData("2m", 2 << 20)]
    [InlineData("1 gigabyte", 1_000_000_000)]
    [InlineData("3 mebibytes", 3 << 20)]
    [InlineData("7EiB", 7L << 60)]
    public void A_size_is_a_number_and_a_unit(string written, long bytes) => Assert.Equal(bytes, Value(written).AsBytes().Value);

    [Theory]
    [InlineData("1 KB")]
    [InlineData("-1 B")]
    [InlineData("8 EiB")]
    [InlineData("1 YB")]
    [InlineData("much")]
    public void Anything_else_is_no_size(string written) => Assert.False(Value(written).AsBytes().IsOk);

    [Fact]
    public void A_list_may_be_an_object_with_numbers_for_keys()
    {
        Assert.Equal("""["a","b"]""", Json(Value("{ 2 = b, 0 = a, x = c }").AsList().Value));
        Assert.Equal("a list is expected here, not an object", Value("{ x = c }").AsList().Problem!.Message);
        Assert.Equal("""[1,2]""", Json(Root("a { 0 = 2 }, b = [1] ${a}")["b"]!));
    }

    [Fact]
    public void A_single_value_is_a_list_only_on_request()
    {
        Assert.Equal("Write it in brackets: [ ... ]", Value("x").AsList().Problem!.Hint);
        Assert.Equal("""["x"]""", Json(Value("x").AsListOrSingle().Value));
        Assert.Equal("""[{"y":1}]""", Json(Value("{ y = 1 }").AsListOrSingle().Value));
        Assert.False(Value("null").AsListOrSingle().IsOk);
    }

    [Fact]
    public void Text_is_any_scalar_and_null_is_nothing()
    {
        Assert.Equal("00-00-5E-00-53-01", Value("00-00-5E-00-53-01").AsText().Value);
        Assert.Equal("text is expected here, not null", Value("null").AsText().Problem!.Message);
        Assert.Equal("text is expected here, not a list", Value("[]").AsText().Problem!.Message);
        Assert.True(Value("{}").AsObject().TryGet(out _, out _));
        Assert.Equal("an object is expected here, not 'x'", Value("x").AsObject().Problem!.Message);
        Assert.Throws<InvalidOperationException>(() => Value("x").AsObject().Value);
    }
}
