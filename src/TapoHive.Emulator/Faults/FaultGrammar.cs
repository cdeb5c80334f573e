using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Faults;

/// <summary>
/// Reads <c>--fault</c>: <c>NAME[:ARGUMENT][@PLUGS][/KEY=VALUE]...</c>, or with <c>=</c> instead of <c>@</c>.
/// <para>
/// PLUGS: <c>all</c> (the default), or numbers, ranges, shares, names and hardware addresses with commas between: <c>@3,7</c>, <c>@2-5</c>,
/// <c>@30%</c>, <c>@Kettle</c>.
/// </para>
/// <para>
/// Faults last: <c>dark[:silent|refused|mute|asleep]</c>, <c>account[:other|stale|unbound]</c>, <c>forbidden</c>, <c>passcode:2|3|4|salted|plain</c>, <c>strict-time</c>, <c>expired</c>,
/// <c>delay:500ms</c>, <c>drop:before|after</c>, <c>hang-up</c>, <c>garbage[:body|http]</c>, <c>oversized:10m</c>, <c>drip:100ms</c>, <c>signature</c>,
/// <c>error:-1008</c>, <c>busy[:429[:20s]]</c>, <c>ignore</c>, <c>late:5s</c>. Their keys: <c>/after=N</c> requests that go well first, <c>/next=N</c> requests
/// that are hit, <c>/at=TIME</c> until it begins, <c>/for=TIME</c> that it lasts, <c>/method=NAME</c> that must be in the request.
/// </para>
/// <para>
/// Incidents happen: <c>press[:POSITION]</c>, <c>reboot[:10s]</c>, <c>trip[:POSITION]</c>, <c>forget</c>, <c>move</c>, <c>swap:PLUG</c>,
/// <c>lock[:15m]</c>, <c>drift:[-]5m</c>, <c>store:schedule|auto-off|away|countdown[:POSITION]</c>, <c>update[:aes|klap|klap1|tpap]</c>. Their keys: <c>/at=TIME</c> until the first, <c>/every=TIME</c>.
/// </para>
/// <para>TIME is <c>500ms</c>, <c>5s</c>, <c>2m</c> or <c>1h</c>, at most 24 days. Examples: <c>dark:mute@3,7</c>, <c>drop:after@2/next=1/method=set_device_info</c>,
/// <c>expired@all/after=6</c>, <c>press@1/every=30s</c>, <c>update:klap@1/at=1m</c>.</para>
/// </summary>
public static class FaultGrammar
{
    /// <summary>Reads one order.</summary>
    public static Parsed<FaultOrder> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/', StringSplitOptions.TrimEntries);
        var cut = parts[0].IndexOfAny(['@', '=']);
        var head = cut < 0 ? parts[0] : parts[0][..cut];
        var plugs = cut < 0 ? PlugPicker.All : new PlugPicker(parts[0][(cut + 1)..]);
        var colon = head.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? head : head[..colon];
        var argument = colon < 0 ? null : head[(colon + 1)..];
        if (plugs.Text.Length == 0)
        {
            return No(text, "the list of plugs is empty; write @3,7 or leave it out for all");
        }

        return FaultCatalogue.Known(name) switch
        {
            null => No(text, $"'{name}' is not known; known are {string.Join(", ", FaultCatalogue.Names)}"),
            FaultCatalogue.Entry.Fault fault => fault.Make(argument) switch
            {
                null => No(text, FaultTime.TooLong(argument) ?? $"'{name}' is written {fault.Usage}"),
                var made => (ParseScope(parts.AsSpan(1), out var scope) ?? scope.WrongFor(made)) is { } wrong ? No(text, wrong) : new FaultOrder.Lasting(made, scope, plugs),
            },
            FaultCatalogue.Entry.Incident incident => incident.Make(argument) switch
            {
                null => No(text, FaultTime.TooLong(argument) ?? $"'{name}' is written {incident.Usage}"),
                var made => ParseTimes(parts.AsSpan(1), out var at, out var every) is { } wrong ? No(text, wrong) : new FaultOrder.Sudden(made, at, every, plugs),
            },
            _ => throw new InvalidOperationException("Not an entry."),
        };
    }

    private static Parsed<FaultOrder> No(string text, string what) => Parsed<FaultOrder>.No($"Fault '{text}' cannot be read: {what}.");

    private static string? ParseScope(ReadOnlySpan<string> parts, out FaultScope scope)
    {
        scope = FaultScope.Always;
        foreach (var part in parts)
        {
            var (key, value) = Pair(part);
            FaultScope? next = key switch
            {
                "after" when FaultCatalogue.Count(value) is { } n => scope with { After = n },
                "next" when FaultCatalogue.Count(value) is { } n and > 0 => scope with { Next = n },
                "at" when FaultTime.Read(value) is { } time => scope with { At = time },
                "for" when FaultTime.Read(value) is { } time => scope with { For = time },
                "method" when value.Length > 0 => scope with { Method = value },
                _ => null,
            };
            if (next is null)
            {
                return FaultTime.TooLong(value) ?? $"'/{part}' is none of /after=N, /next=N, /at=5s, /for=5s and /method=NAME";
            }

            scope = next;
        }

        return null;
    }

    private static string? ParseTimes(ReadOnlySpan<string> parts, out TimeSpan at, out TimeSpan? every)
    {
        at = TimeSpan.Zero;
        every = null;
        foreach (var part in parts)
        {
            var (key, value) = Pair(part);
            var time = FaultTime.Read(value);
            if (key is "at" && time is { } first)
            {
                at = first;
            }
            else if (key is "every" && time is { } period && period > TimeSpan.Zero)
            {
                every = period;
            }
            else
            {
                return FaultTime.TooLong(value) ?? $"'/{part}' is none of /at=5s and /every=30s";
            }
        }

        return null;
    }

    private static (string Key, string Value) Pair(string part)
    {
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
    }
}
