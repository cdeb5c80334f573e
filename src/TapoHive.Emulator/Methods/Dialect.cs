using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>
/// The JSON dialect of the plugs (PROTOCOL 5): finds the method, the child it is for, unpacks batches, answers errors as plugs do.
/// </summary>
internal sealed class Dialect(PlugDevice plug, DateTimeOffset now, WriteFate fate, SeenMethod seen)
{
    private const string Batch = "multipleRequest";
    private const string ToChild = "control_child";

    private static readonly FrozenDictionary<string, PlugMethod> _methods =
        new[]
        {
            InfoMethods.All, SwitchMethods.All, SettingMethods.All, EnergyMethods.All, HistoryMethods.All, CountdownMethods.All,
            RuleMethods.All, ChildMethods.All,
        }
        .SelectMany(static m => m)
        .ToFrozenDictionary(static m => m.Name, StringComparer.Ordinal);

    /// <summary>Answers one request.</summary>
    public JsonObject Answer(JsonElement request)
    {
        if (plug.Model.IsLegacyFamily && request.ValueKind is JsonValueKind.Object && !request.TryGetProperty("method", out _))
        {
            return LegacyDialect.Answer(plug, request, now, fate, seen);
        }

        var target = plug.Model.IsStrip ? null : plug.Outlets[0];
        return Answer(request, target, insideBatch: false).ToJson();
    }

    /// <summary>Whether a method changes something.</summary>
    public static bool IsWrite(string name) =>
        _methods.TryGetValue(name, out var method) ? method.Writes : LegacyDialect.IsWrite(name);

    /// <summary>The names of the methods in a request, those of batches and children too; for faults that pick by name.</summary>
    public static IEnumerable<string> Names(JsonElement request)
    {
        if (!TryName(request, out var name))
        {
            return request.ValueKind is JsonValueKind.Object ? LegacyDialect.Names(request) : [];
        }

        var parameters = Parameters(request);
        if (parameters.ValueKind is not JsonValueKind.Object)
        {
            return [name];
        }

        if (name is ToChild && parameters.TryGetProperty("requestData", out var inner) && inner.ValueKind is JsonValueKind.Object)
        {
            return [name, .. Names(inner)];
        }

        return name is Batch && parameters.TryGetProperty("requests", out var list) && list.ValueKind is JsonValueKind.Array
            ? [name, .. list.EnumerateArray().SelectMany(Names)]
            : [name];
    }

    private static bool TryName(JsonElement request, out string name)
    {
        name = "";
        if (request.ValueKind is not JsonValueKind.Object || !request.TryGetProperty("method", out var method) || method.ValueKind is not JsonValueKind.String)
        {
            return false;
        }

        name = method.GetString()!;
        return true;
    }

    private static JsonElement Parameters(JsonElement request) => request.TryGetProperty("params", out var given) ? given : default;

    private Answer Answer(JsonElement request, Outlet? target, bool insideBatch)
    {
        if (!TryName(request, out var name))
        {
            return ErrorCode.NotDecodable;
        }

        var call = new Call(plug, target, Parameters(request), now);
        return name switch
        {
            Batch => insideBatch ? Told(name, target, ErrorCode.ParametersWrong) : AnswerBatch(call),
            ToChild => plug.Model.IsStrip && target is null ? AnswerChild(call) : Told(name, target, ErrorCode.MethodUnknown),
            _ => Told(name, target, Single(name, call)),
        };
    }

    private Answer Single(string name, Call call)
    {
        if (!_methods.TryGetValue(name, out var method) || !method.IsKnown(plug.Model, call.IsChild))
        {
            return ErrorCode.MethodUnknown;
        }

        if (call.Parameters.ValueKind is JsonValueKind.Null && (method.RefusesNull || method.Writes))
        {
            return ErrorCode.ParametersWrong;
        }

        return (method.Writes ? fate : WriteFate.Applied) switch
        {
            WriteFate.Ignore => method.Acknowledge(call),
            WriteFate.Postpone(var by) => Postpone(method, call, by),
            _ => method.Handle(call),
        };
    }

    private Answer Postpone(PlugMethod method, Call call, TimeSpan by)
    {
        var answer = method.Acknowledge(call);
        if (answer.Code != ErrorCode.Success)
        {
            return answer;
        }

        // The request's buffer is gone by then.
        var kept = call with { Parameters = call.Parameters.ValueKind is JsonValueKind.Undefined ? default : call.Parameters.Clone() };
        return plug.Defer(now + by, at => method.Handle(kept with { Now = at })) ? answer : ErrorCode.Busy;
    }

    private Answer AnswerBatch(Call call)
    {
        if (plug.Model.RefusesBatches)
        {
            return Told(Batch, call.Target, ErrorCode.NotDecodable);
        }

        var wrong = false;
        if (call.List("requests", ref wrong) is not { } requests)
        {
            return Told(Batch, call.Target, ErrorCode.ParametersWrong);
        }

        var responses = new JsonArray();
        foreach (var request in requests.EnumerateArray())
        {
            var answer = Answer(request, call.Target, insideBatch: true);
            var response = answer.ToJson();
            response.Insert(0, "method", TryName(request, out var name) ? name : "");
            responses.Add((JsonNode)response);
            if (answer.Code != ErrorCode.Success && plug.Model.StopsBatchAtError)
            {
                break;
            }
        }

        return new JsonObject { ["responses"] = responses };
    }

    private Answer AnswerChild(Call call)
    {
        var wrong = false;
        var child = plug.Child(call.Text("device_id", ref wrong) ?? "");
        if (child is null || call.Object("requestData", ref wrong) is not { } request)
        {
            return Told(ToChild, slot: null, ErrorCode.ParametersWrong);
        }

        return new JsonObject { ["responseData"] = Answer(request, child, insideBatch: false).ToJson() };
    }

    private Answer Told(string name, Outlet? target, Answer answer) => Told(name, target?.Slot, answer);

    private Answer Told(string name, OutletSlot? slot, Answer answer)
    {
        seen(name, slot, answer.Code);
        return answer;
    }
}
