using System.Text;
using System.Text.Json;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Problems in the form that programs read: the JSON contract of <c>tapohive house check</c>.</summary>
public static class HouseFileReport
{
    /// <summary>One object on one line: <c>{"problems":[{"severity","file","line","column","key","message","hint"}]}</c>.</summary>
    public static string Json(IEnumerable<HouseFileProblem> problems)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("problems");
            foreach (var problem in problems)
            {
                json.WriteStartObject();
                json.WriteString("severity", problem.Severity == HouseFileSeverity.Error ? "error" : "warning");
                json.WriteString("file", problem.File);
                json.WriteNumber("line", problem.Line);
                json.WriteNumber("column", problem.Column);
                json.WriteString("key", problem.Key);
                json.WriteString("message", problem.Message);
                json.WriteString("hint", problem.Hint);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
