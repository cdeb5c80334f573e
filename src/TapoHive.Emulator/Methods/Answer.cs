using System.Text.Json.Nodes;

namespace TapoHive.Emulator.Methods;

/// <summary>What a plug answers to one method: a code, and a result where the method has one.</summary>
/// <param name="Code">0, or a number of PROTOCOL 6.</param>
/// <param name="Result">The <c>result</c> object; setters have none.</param>
internal readonly record struct Answer(int Code, JsonObject? Result = null)
{
    /// <summary>Done, nothing to show.</summary>
    public static Answer Done => new(ErrorCode.Success);

    /// <summary>Wraps a result.</summary>
    public static implicit operator Answer(JsonObject result) => new(ErrorCode.Success, result);

    /// <summary>Wraps a code.</summary>
    public static implicit operator Answer(int code) => new(code);

    /// <summary>The answer as it goes over the wire.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Result is not null)
        {
            json["result"] = Result;
        }

        json["error_code"] = Code;
        return json;
    }
}
