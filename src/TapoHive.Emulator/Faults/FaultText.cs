using System.Globalization;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Emulator.Faults;

/// <summary>Writes a fault as <see cref="FaultGrammar"/> reads it.</summary>
internal static class FaultText
{
    /// <summary>Such as <c>dark:mute</c>.</summary>
    public static string Of(Fault fault) => fault switch
    {
        Fault.Dark(var kind) => $"dark:{Word(kind)}",
        Fault.Account(var kind) => $"account:{Word(kind)}",
        Fault.Forbidden => "forbidden",
        Fault.Passcode(PasscodeForm.Shadow(var number)) => string.Create(CultureInfo.InvariantCulture, $"passcode:{number}"),
        Fault.Passcode(PasscodeForm.Salted) => "passcode:salted",
        Fault.Passcode => "passcode:plain",
        Fault.StrictTime => "strict-time",
        Fault.Expired => "expired",
        Fault.Delay(var by) => $"delay:{Time(by)}",
        Fault.Drop(DropMoment.BeforeApplying) => "drop:before",
        Fault.Drop => "drop:after",
        Fault.HangUp => "hang-up",
        Fault.Garbage(var kind) => $"garbage:{Word(kind)}",
        Fault.Oversized(var bytes) => string.Create(CultureInfo.InvariantCulture, $"oversized:{bytes}"),
        Fault.Drip(var pause) => $"drip:{Time(pause)}",
        Fault.WrongSignature => "signature",
        Fault.Error(var code) => string.Create(CultureInfo.InvariantCulture, $"error:{code}"),
        Fault.TooMany(null) => "busy:429",
        Fault.TooMany({ } pause) => $"busy:429:{Time(pause)}",
        Fault.Ignored => "ignore",
        Fault.Late(var by) => $"late:{Time(by)}",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Not a fault."),
    };

    // Argument words are the names of their values.
    private static string Word<T>(T kind)
        where T : struct, Enum => kind.ToString().ToLowerInvariant();

    private static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.####}ms");
}
