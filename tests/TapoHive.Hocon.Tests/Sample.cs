using System.Text;

namespace TapoHive.Hocon.Tests;

/// <summary>Reads texts without disk or environment, and writes trees as JSON so that a test shows the whole of what it expects.</summary>
internal static class Sample
{
    public const string Name = "house.conf";

    public static HoconReaderOptions Options(params (string Name, string Text)[] files) => new()
    {
        Environment = _ => null,
        Files = HoconFiles.InMemory(files.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal)),
    };

    public static HoconDocument Read(string text, HoconReaderOptions? options = null) => HoconReader.Read(text, Name, options ?? Options());

    /// <summary>The tree of a text that must be without problems.</summary>
    public static HoconObject Root(string text, HoconReaderOptions? options = null)
    {
        var document = Read(text, options);
        Assert.DoesNotContain(document.Problems, problem => problem.Severity != HoconSeverity.Note);
        return document.Root;
    }

    public static string Tree(string text, HoconReaderOptions? options = null) => Json(Root(text, options));

    /// <summary>The problems of a text, without the file's name.</summary>
    public static string[] Problems(string text, HoconReaderOptions? options = null) =>
        [.. Read(text, options).Problems.Select(problem => $"{problem.Position.Line}:{problem.Position.Column}: {problem.Message}")];

    public static string Json(HoconValue value)
    {
        var json = new StringBuilder();
        Write(json, value);
        return json.ToString();
    }

    private static void Write(StringBuilder json, HoconValue value)
    {
        switch (value)
        {
            case HoconObject item:
                json.Append('{');
                foreach (var (index, field) in item.Fields.Index())
                {
                    json.Append(index == 0 ? "" : ",").Append(HoconSyntax.Quote(field.Key)).Append(':');
                    Write(json, field.Value);
                }
                json.Append('}');
                break;
            case HoconArray list:
                json.Append('[');
                foreach (var (index, item) in list.Index())
                {
                    json.Append(index == 0 ? "" : ",");
                    Write(json, item);
                }
                json.Append(']');
                break;
            case HoconText { IsQuoted: false } text when text.AsDouble().IsOk || text.Text is "true" or "false":
                json.Append(text.Text);
                break;
            case HoconText text:
                json.Append(HoconSyntax.Quote(text.Text));
                break;
            default:
                json.Append("null");
                break;
        }
    }
}
