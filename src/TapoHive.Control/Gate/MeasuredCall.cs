using System.Diagnostics;
using System.Text.Json;
using TapoHive.Actors.Instruments;
using TapoHive.Control.Gate.Calls;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>One request of an operator: counted and timed, and the root of a trace where somebody listens.</summary>
internal sealed class MeasuredCall
{
    private readonly string _request;
    private readonly Activity? _span;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private bool _isSettled;

    /// <summary>It begins.</summary>
    public MeasuredCall(IOperatorRequest request)
    {
        _request = Word(request);

        // What is watched for hours is no request that took so long.
        _span = request is WatchRequest ? null : Spans.Root("gate request", ActivityKind.Server);
        _span?.SetTag("tapohive.request", _request);
    }

    /// <summary>What is done about it is part of this.</summary>
    public TraceContext? Trace => TraceContext.Of(_span);

    /// <summary>A request as a label: <c>scene-run</c>.</summary>
    public static string Word(IOperatorRequest request) => JsonNamingPolicy.KebabCaseLower.ConvertName(request.GetType().Name.Replace("Request", "", StringComparison.Ordinal));

    /// <summary>This came of it.</summary>
    public void Settle(CallVerdict verdict)
    {
        if (!_isSettled)
        {
            _isSettled = true;
            GateInstruments.Settled(_request, verdict == CallVerdict.Answered ? "answered" : "refused", Stopwatch.GetElapsedTime(_begun));
            End(verdict == CallVerdict.Answered ? null : "refused");
        }
    }

    /// <summary>It is over, and where it was not settled before, its client went away.</summary>
    public void Leave()
    {
        if (!_isSettled)
        {
            _isSettled = true;
            GateInstruments.Settled(_request, "left", Stopwatch.GetElapsedTime(_begun));
            End("left");
        }
    }

    private void End(string? why)
    {
        if (why is null)
        {
            _span?.Dispose();
        }
        else
        {
            _span.Fail(why);
        }
    }
}
