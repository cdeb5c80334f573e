using System.Collections.Frozen;
using System.Globalization;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Emulator.Faults;

/// <summary>The names <see cref="FaultGrammar"/> knows, and what their arguments mean.</summary>
internal static class FaultCatalogue
{
    private const int BusyCode = -1301;
    private const long LargestBody = 1L << 32;

    private static readonly FrozenDictionary<string, Entry> _entries = new Dictionary<string, Entry>(StringComparer.OrdinalIgnoreCase)
    {
        ["dark"] = new Entry.Fault("dark:silent, dark:refused, dark:mute or dark:asleep", static a => Dark(a) is { } kind ? new Fault.Dark(kind) : null),
        ["account"] = new Entry.Fault("account:other, account:stale or account:unbound", static a => Account(a) is { } kind ? new Fault.Account(kind) : null),
        ["forbidden"] = new Entry.Fault("forbidden", static a => a is null ? new Fault.Forbidden() : null),
        ["passcode"] = new Entry.Fault("passcode:2, passcode:3, passcode:4, passcode:salted or passcode:plain", static a => Passcode(a) is { } form ? new Fault.Passcode(form) : null),
        ["strict-time"] = new Entry.Fault("strict-time", static a => a is null ? new Fault.StrictTime() : null),
        ["expired"] = new Entry.Fault("expired", static a => a is null ? new Fault.Expired() : null),
        ["delay"] = new Entry.Fault("delay:500ms", static a => FaultTime.Read(a) is { } by ? new Fault.Delay(by) : null),
        ["drop"] = new Entry.Fault("drop:before or drop:after", static a => Moment(a) is { } moment ? new Fault.Drop(moment) : null),
        ["hang-up"] = new Entry.Fault("hang-up", static a => a is null ? new Fault.HangUp() : null),
        ["garbage"] = new Entry.Fault("garbage:body or garbage:http", static a => Garbage(a) is { } kind ? new Fault.Garbage(kind) : null),
        ["oversized"] = new Entry.Fault("oversized:10m", static a => Size(a) is { } size ? new Fault.Oversized(size) : null),
        ["drip"] = new Entry.Fault("drip:100ms", static a => FaultTime.Read(a) is { } pause ? new Fault.Drip(pause) : null),
        ["signature"] = new Entry.Fault("signature", static a => a is null ? new Fault.WrongSignature() : null),
        ["error"] = new Entry.Fault("error:-1008", static a => Code(a) is { } code ? new Fault.Error(code) : null),
        ["busy"] = new Entry.Fault("busy, busy:429 or busy:429:20s", Busy),
        ["ignore"] = new Entry.Fault("ignore", static a => a is null ? new Fault.Ignored() : null),
        ["late"] = new Entry.Fault("late:5s", static a => FaultTime.Read(a) is { } by ? new Fault.Late(by) : null),
        ["press"] = new Entry.Incident("press, or press:2 for the second relay of a strip", static a => IsSlot(a) ? new Incident.Press(Slot(a)) : null),
        ["trip"] = new Entry.Incident("trip, or trip:2 for the second relay of a strip", static a => IsSlot(a) ? new Incident.Trip(Slot(a)) : null),
        ["reboot"] = new Entry.Incident("reboot:10s", static a => FaultTime.Read(a ?? "10s") is { } off ? new Incident.Reboot(off) : null),
        ["forget"] = new Entry.Incident("forget", static a => a is null ? new Incident.Forget() : null),
        ["move"] = new Entry.Incident("move", static a => a is null ? new Incident.Move() : null),
        ["swap"] = new Entry.Incident("swap:7", static a => Count(a) is { } with ? new Incident.Swap(with) : null),
        ["lock"] = new Entry.Incident("lock:15m", static a => FaultTime.Read(a ?? "15m") is { } length ? new Incident.Lock(length) : null),
        ["drift"] = new Entry.Incident("drift:5m, or drift:-5m for a clock that is slow", static a => Shift(a) is { } by ? new Incident.Drift(by) : null),
        ["store"] = new Entry.Incident(
            "store:schedule, store:auto-off, store:away or store:countdown, or store:schedule:2 for the second relay of a strip", Store),
        ["clear-meter"] = new Entry.Incident("clear-meter", static a => a is null ? new Incident.ClearMeter() : null),
        ["lose-clock"] = new Entry.Incident("lose-clock", static a => a is null ? new Incident.LoseClock() : null),
        ["load"] = new Entry.Incident("load:250 (watts)", static a => Watts(a) is { } watts ? new Incident.Load(watts) : null),
        ["update"] = new Entry.Incident("update:klap, update:klap1, update:aes or update:tpap", static a => To(a) is { } to ? new Incident.Update(to) : null),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>All names.</summary>
    public static IEnumerable<string> Names => _entries.Keys.Order(StringComparer.Ordinal);

    /// <summary>How each is written.</summary>
    public static IEnumerable<string> Usages => _entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => entry.Value.Usage);

    /// <summary>What a name means, if anything.</summary>
    public static Entry? Known(string name) => _entries.GetValueOrDefault(name);

    /// <summary>Reads a number that is not negative.</summary>
    public static int? Count(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static double? Watts(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var watts) && watts is >= 0 and <= 100_000 ? watts : null;

    private static int? Code(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var code) ? code : null;

    private static long? Size(string? text)
    {
        var factor = text is { Length: > 0 } && char.ToLowerInvariant(text[^1]) is var unit and ('k' or 'm') ? unit is 'k' ? 1024L : 1024 * 1024 : 1;
        return long.TryParse(factor == 1 ? text : text![..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size <= LargestBody / factor
            ? size * factor
            : null;
    }

    private static bool IsSlot(string? text) => text is null || Count(text) is > 0;

    private static OutletSlot? Slot(string? text) => Count(text) is { } position ? new OutletSlot(position) : null;

    private static DarkKind? Dark(string? text) => text switch
    {
        null or "silent" => DarkKind.Silent,
        "refused" => DarkKind.Refused,
        "mute" => DarkKind.Mute,
        "asleep" => DarkKind.Asleep,
        _ => null,
    };

    private static Faults.Fault? Busy(string? text) =>
        text is null ? new Fault.Error(BusyCode)
        : text is "429" ? new Fault.TooMany()
        : text.StartsWith("429:", StringComparison.Ordinal) && FaultTime.Read(text["429:".Length..]) is { } pause ? new Fault.TooMany(pause)
        : null;

    private static TimeSpan? Shift(string? text) => text is ['-', .. var slow] ? -FaultTime.Measure(slow) : FaultTime.Measure(text);

    private static Faults.Incident.Store? Store(string? text)
    {
        var parts = (text ?? "").Split(':');
        StoredRule? rule = parts[0] switch
        {
            "schedule" => StoredRule.Schedule,
            "auto-off" => StoredRule.AutoOff,
            "away" => StoredRule.Away,
            "countdown" => StoredRule.Countdown,
            _ => null,
        };
        return rule is { } kind && parts.Length <= 2 && IsSlot(parts.ElementAtOrDefault(1)) ? new Faults.Incident.Store(kind, Slot(parts.ElementAtOrDefault(1))) : null;
    }

    private static AccountKind? Account(string? text) => text switch
    {
        null or "other" => AccountKind.Other,
        "stale" => AccountKind.Stale,
        "unbound" => AccountKind.Unbound,
        _ => null,
    };

    private static PasscodeForm? Passcode(string? text) => text switch
    {
        "2" or "3" or "4" => new PasscodeForm.Shadow(text[0] - '0'),
        "salted" => new PasscodeForm.Salted(0, "SALT1234"),
        "plain" => new PasscodeForm.Plain(),
        _ => null,
    };

    private static DropMoment? Moment(string? text) => text switch
    {
        "before" => DropMoment.BeforeApplying,
        "after" => DropMoment.AfterApplying,
        _ => null,
    };

    private static GarbageKind? Garbage(string? text) => text switch
    {
        null or "body" => GarbageKind.Body,
        "http" => GarbageKind.Http,
        _ => null,
    };

    private static Transport? To(string? text) => text switch
    {
        null or "klap" => Transport.Klap,
        "klap1" => Transport.Klap1,
        "aes" => Transport.Aes,
        "tpap" => Transport.Tpap,
        _ => null,
    };

    /// <summary>One name.</summary>
    internal abstract record Entry(string Usage)
    {
        /// <summary>Makes a fault of an argument; nothing where the argument is wrong.</summary>
        internal sealed record Fault(string Usage, Func<string?, Faults.Fault?> Make) : Entry(Usage);

        /// <summary>Makes an incident of an argument; nothing where the argument is wrong.</summary>
        internal sealed record Incident(string Usage, Func<string?, Faults.Incident?> Make) : Entry(Usage);
    }
}
