using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TapoHive.Protocol.Methods;

/// <summary>A device's answer to a call: an error code, and a result where there is one (PROTOCOL 5.1).</summary>
/// <param name="ErrorCode">0 for success; PROTOCOL 6.</param>
/// <param name="Result">The <c>result</c> object; an undefined element where there is none, as setters have it.</param>
public sealed record MethodAnswer(int ErrorCode, JsonElement Result)
{
    /// <summary>Reads an answer's bytes; false where they hold neither an error code nor a result. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out MethodAnswer? answer)
    {
        answer = null;
        return LooseJson.ParseObject(json) is { } root && TryRead(root, out answer);
    }

    /// <summary>As <see cref="TryParse"/>, from an element.</summary>
    internal static bool TryRead(JsonElement element, [NotNullWhen(true)] out MethodAnswer? answer)
    {
        answer = null;
        var code = element.Small("error_code");
        var result = element.ObjectMember("result");
        if (code is null && (result is null || element.Member("error_code") is not null))
        {
            return false;
        }

        answer = new MethodAnswer(code ?? 0, result ?? default);
        return true;
    }

    /// <summary>The answer's bytes, as a device sends them. <paramref name="result"/> is a whole JSON value, or empty for none.</summary>
    public static byte[] Write(int errorCode, ReadOnlyMemory<byte> result = default) => WireJson.WriteObject(json => WriteMembers(json, errorCode, result));

    /// <summary>The answers inside the result of a <c>multipleRequest</c>, in the order of the calls as far as the device went.</summary>
    public IReadOnlyList<NamedAnswer> Answers()
    {
        var answers = new List<NamedAnswer>();
        foreach (var item in Result.Items("responses"))
        {
            if (TryRead(item, out var answer))
            {
                answers.Add(new NamedAnswer(item.Text("method"), answer));
            }
        }

        return answers;
    }

    /// <summary>The answer of the socket inside the result of a <c>control_child</c>; nothing where there is none.</summary>
    public MethodAnswer? ChildAnswer() => Result.ObjectMember("responseData") is { } data && TryRead(data, out var answer) ? answer : null;

    /// <summary>The result of a <c>multipleRequest</c>, as a device writes it: method, error code and result (or empty) of each call.</summary>
    public static byte[] WriteResponses(IEnumerable<(string Method, int ErrorCode, ReadOnlyMemory<byte> Result)> responses) => WireJson.WriteObject(json =>
    {
        json.WriteStartArray("responses");
        foreach (var (method, code, result) in responses)
        {
            json.WriteStartObject();
            json.WriteString("method", method);
            WriteMembers(json, code, result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The result of a <c>control_child</c>, as a device writes it.</summary>
    public static byte[] WriteResponseData(int errorCode, ReadOnlyMemory<byte> result = default) => WireJson.WriteObject(json =>
    {
        json.WriteStartObject("responseData");
        WriteMembers(json, errorCode, result);
        json.WriteEndObject();
    });

    private static void WriteMembers(Utf8JsonWriter json, int errorCode, ReadOnlyMemory<byte> result)
    {
        json.WriteNumber("error_code", errorCode);
        if (!result.IsEmpty)
        {
            json.WritePropertyName("result");
            json.WriteRawValue(result.Span);
        }
    }
}
