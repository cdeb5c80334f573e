using System.Diagnostics;
using TapoHive.Domain.Text;

namespace TapoHive.Actors.Instruments;

/// <summary>To which span of which trace something belongs, in the words of W3C's <c>traceparent</c>. Travels with messages.</summary>
public readonly record struct TraceContext(string Value) : IText<TraceContext>
{
    /// <summary>The same for those who make spans; nothing where the words make no sense.</summary>
    internal ActivityContext Parent => ActivityContext.TryParse(Value, null, isRemote: false, out var parent) ? parent : default;

    /// <summary>That of a span.</summary>
    public static TraceContext? Of(Activity? span) => span?.Id is { } id ? new TraceContext(id) : null;

    /// <inheritdoc/>
    public static TraceContext FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
