using System.Diagnostics;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Convergence;

namespace TapoHive.Actors.Plugs;

/// <summary>What a plug does for a traced command: a span from being told what is wanted of it until a reading proves it, or something newer is wanted.</summary>
internal sealed class PlugAction
{
    private Activity? _span;

    /// <summary>What requests to the plug are part of; nothing while it does nothing that is traced.</summary>
    public TraceContext? Trace => TraceContext.Of(_span);

    /// <summary>The house tells the plug what is wanted; what it only repeats changes nothing.</summary>
    public void Begin(Own own)
    {
        if (Spans.Under(own.Trace, "plug converge") is { } span)
        {
            _span.Fail("superseded");
            _span = span;
            span.SetTag("tapohive.plug", own.Assignment.Name.Value);
        }
    }

    /// <summary>Something was learnt of the plug.</summary>
    public void Follow(PlugState state)
    {
        if (_span is { } span && state.Outlets.Values.All(static outlet => outlet.Desired is not { } desired || outlet.ProvenRevision >= desired.Revision))
        {
            span.Dispose();
            _span = null;
        }
    }

    /// <summary>The plug's actor ends.</summary>
    public void Drop()
    {
        _span.Fail("stopped");
        _span = null;
    }
}
