using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tests.Sessions;

/// <summary>A plug's brain without its transport: answers calls, keeps relays, logs what it was asked.</summary>
internal sealed class ModelPlug
{
    public const string Mac = "00-00-5E-00-53-01";

    private readonly bool[] _relays;

    private ModelPlug(int children)
    {
        Children = children;
        _relays = new bool[Math.Max(1, children)];
    }

    public static ModelPlug Single() => new(0);

    public static ModelPlug Strip(int children, int pageSize = 10) => new(children) { PageSize = pageSize };

    public int Children { get; }

    /// <summary>How many sockets fit a page.</summary>
    public int PageSize { get; private init; } = 10;

    public Batches Batches { get; set; } = Batches.Taken;

    /// <summary>Error codes for methods, at the level of the call itself.</summary>
    public Dictionary<string, int> Refusals { get; } = [];

    /// <summary>Error codes for methods of sockets, inside <c>responseData</c>; of one socket alone by <c>child-N:method</c>.</summary>
    public Dictionary<string, int> ChildRefusals { get; } = [];

    /// <summary>Result objects for methods; those known here need none.</summary>
    public Dictionary<string, string> Results { get; } = [];

    /// <summary>What it says to everything, instead of an answer.</summary>
    public string? Raw { get; set; }

    /// <summary>What was called, a batch as one entry: <c>[a,b]</c>.</summary>
    public ConcurrentQueue<string> Exchanges { get; } = [];

    /// <summary>The parameters of the last call of each method.</summary>
    public ConcurrentDictionary<string, JsonElement> Asked { get; } = new(StringComparer.Ordinal);

    public bool IsOn(int slot) => _relays[Math.Max(0, slot - 1)];

    public byte[] Answer(byte[] json)
    {
        Assert.True(MethodRequest.TryParse(json, out var request));
        Exchanges.Enqueue(request.Method == MethodNames.MultipleRequest ? $"[{string.Join(',', request.Requests().Select(Name))}]" : Name(request));
        if (Raw is { } raw)
        {
            return Encoding.UTF8.GetBytes(raw);
        }

        var (code, result) = request.Method == MethodNames.MultipleRequest ? AnswerBatch(request) : AnswerOne(request);
        return MethodAnswer.Write(code, Utf8(result));
    }

    private static string Name(MethodRequest request) => request.ChildRequest() is { } child ? $"{child.ChildId}:{child.Request.Method}" : request.Method;

    private (int, string?) AnswerBatch(MethodRequest request)
    {
        switch (Batches)
        {
            case Batches.Refused:
                return (ErrorCode.JsonDecode, null);
            case Batches.Ignored:
                return (0, "{}");
            default:
                var responses = new List<(string, int, ReadOnlyMemory<byte>)>();
                foreach (var inner in request.Requests())
                {
                    var (code, result) = AnswerOne(inner);
                    responses.Add((inner.Method, code, Utf8(result)));
                    if (code != 0 && Batches == Batches.TakenUntilAnError)
                    {
                        break;
                    }
                }

                return (0, Encoding.UTF8.GetString(MethodAnswer.WriteResponses(responses)));
        }
    }

    private (int, string?) AnswerOne(MethodRequest request)
    {
        if (Refusals.TryGetValue(request.Method, out var refusal))
        {
            return (refusal, null);
        }

        if (request.ChildRequest() is { } child)
        {
            var (code, result) = ChildRefusals.TryGetValue(child.Request.Method, out var childRefusal) || ChildRefusals.TryGetValue(Name(request), out childRefusal)
                ? (childRefusal, null)
                : AnswerState(child.Request, child.ChildId[^1] - '0');
            return (0, Encoding.UTF8.GetString(MethodAnswer.WriteResponseData(code, Utf8(result))));
        }

        return AnswerState(request, slot: 0);
    }

    private (int, string?) AnswerState(MethodRequest request, int slot)
    {
        Asked[request.Method] = request.Parameters;
        switch (request.Method)
        {
            case MethodNames.GetDeviceInfo:
                return (0, Children == 0 ? Info("802200000000000000000000000000000000AAAA", $"\"device_on\":{Json(IsOn(0))}") : Info("802200000000000000000000000000000000AAAA", "\"specs\":\"\""));
            case MethodNames.SetDeviceInfo:
                _relays[Math.Max(0, slot - 1)] = request.Parameters.GetProperty("device_on").GetBoolean();
                return (0, null);
            case MethodNames.GetChildDeviceList when Children > 0:
                var start = request.Parameters.GetProperty("start_index").GetInt32();

                // The last socket first, as P300 does.
                var page = Enumerable.Range(1, Children).Reverse().Skip(start).Take(PageSize).Select(n => Info($"child-{n}", $"\"device_on\":{Json(IsOn(n))},\"position\":{n},\"slot_number\":{Children}"));
                return (0, $$"""{"child_device_list":[{{string.Join(',', page)}}],"start_index":{{start}},"sum":{{Children}}}""");
            default:
                return Results.TryGetValue(request.Method, out var result) ? (0, result) : (ErrorCode.UnknownMethod, null);
        }
    }

    private static string Info(string id, string state) =>
        $$"""{"device_id":"{{id}}","fw_ver":"1.3.0 Build 1","model":"P1","mac":"{{Mac}}","nickname":"S8O8Y2hlIDE=","rssi":-45,"on_time":7,{{state}}}""";

    private static string Json(bool value) => JsonSerializer.Serialize(value);

    private static ReadOnlyMemory<byte> Utf8(string? json) => json is null ? default : Encoding.UTF8.GetBytes(json);
}

internal enum Batches
{
    Taken,
    TakenUntilAnError,
    Refused,
    Ignored,
}
