using System.Text;
using System.Text.Json.Nodes;

namespace TapoHive.Hocon.Tests;

/// <summary>Random JSON documents, and the one way to write them that <see cref="Sample.Json"/> has too.</summary>
internal static class JsonSample
{
    private static readonly string[] s_texts =
        ["", "a", "a.b", "true", "null", "1", "${x}", "#", "//", "\"", "\\", "\n", "\t", "é", "😀", " x ", "include", "a\"\"\"b", "\u0001", "\u2028", "+=", "{", "]"];

    private static readonly string[] s_numbers = ["0", "-1", "12", "3.25", "-0.5", "1e5", "1E+5", "2.5e-3", "9007199254740993"];

    public static JsonObject Object(Random random, int depth)
    {
        var result = new JsonObject();
        for (var count = random.Next(5); count > 0; count--) result[Text(random)] = Value(random, depth - 1);
        return result;
    }

    /// <summary>No white space, numbers as written, text as <see cref="HoconSyntax.Quote"/> has it.</summary>
    public static string Canonical(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject item => "{" + string.Join(',', item.Select(field => $"{HoconSyntax.Quote(field.Key)}:{Canonical(field.Value)}")) + "}",
        JsonArray list => "[" + string.Join(',', list.Select(Canonical)) + "]",
        JsonValue value when value.TryGetValue<string>(out var text) => HoconSyntax.Quote(text),
        _ => node.ToJsonString(),
    };

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => JsonNode.Parse(s_numbers[random.Next(s_numbers.Length)]),
        3 or 4 => JsonValue.Create(Text(random)),
        5 => Object(random, depth),
        _ => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth - 1))]),
    };

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(4); count > 0; count--) text.Append(s_texts[random.Next(s_texts.Length)]);
        return text.ToString();
    }
}
