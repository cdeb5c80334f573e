using System.Diagnostics;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Instruments;

/// <summary>One request to a plug: counted and timed, and a span where what led to it is traced.</summary>
internal readonly struct MeasuredRequest
{
    private readonly Transport _transport;
    private readonly string _request;
    private readonly Activity? _span;
    private readonly long _begun;

    private MeasuredRequest(Transport transport, string request, Activity? span) =>
        (_transport, _request, _span, _begun) = (transport, request, span, Stopwatch.GetTimestamp());

    /// <summary>It is sent.</summary>
    public static MeasuredRequest Begin(Transport transport, string request, TraceContext? trace)
    {
        var span = trace is null ? null : Spans.Under(trace, $"plug {request}");
        span?.SetTag("tapohive.transport", PlugInstruments.Words(transport));
        return new MeasuredRequest(transport, request, span);
    }

    /// <summary>That came of it.</summary>
    public void End<T>(Result<T> outcome)
    {
        var code = outcome is Result<T>.Failed { Failure: var failure } ? failure.Code : "ok";
        PlugInstruments.Requested(_transport, _request, code, Stopwatch.GetElapsedTime(_begun));
        if (code == "ok")
        {
            _span?.Dispose();
        }
        else
        {
            _span.Fail(code);
        }
    }
}
