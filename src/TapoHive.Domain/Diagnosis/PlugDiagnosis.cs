using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Diagnosis;

/// <summary>What is right and wrong with a plug: always the same checks in the same order, from the network up to what is wanted of it. Pure.</summary>
public static class PlugDiagnosis
{
    // Weaker than this, frames are lost; much weaker, sessions are.
    private const int FairSignal = -70;
    private const int PoorSignal = -80;

    private static readonly Duration FreshReading = Duration.FromMinutes(2);
    private static readonly Duration RivalMemory = Duration.FromMinutes(10);
    private static readonly Duration RightClock = PlugSettings.ClockTolerance;

    /// <summary>The findings.</summary>
    public static ImmutableArray<Finding> Of(PlugEvidence plug) =>
    [
        Discovery(plug),
        Reachable(plug),
        Owner(plug),
        Transport(plug),
        Compatibility(plug),
        Credentials(plug),
        Signal(plug),
        Clock(plug),
        Rival(plug),
        Rules(plug),
        Updates(plug),
        Protection(plug),
        Next(plug),
        Converged(plug),
    ];

    /// <summary>What a probe alone shows, where no hive can be asked.</summary>
    public static ImmutableArray<Finding> OfProbe(PlugEvidence plug) =>
    [
        Finding.Unknown("hive", "No hive that knows this plug answers: what is seen is its answer to a probe.", "Start one with 'tapohive up' to see the rest."),
        Discovery(plug),
        Owner(plug),
        Transport(plug),
    ];

    private static Finding Discovery(PlugEvidence plug) => plug switch
    {
        { Sighting: { } seen } => Finding.Ok("discovery", $"It answered a probe just now, from {seen.Host}, as a {seen.Model}."),
        _ when IsRead(plug) => Finding.Warning(
            "discovery",
            "It did not answer a probe just now, though it can be spoken to.",
            "Let UDP from port 20002 reach this machine, else it is not found again when its address changes."),
        { Address: { } address } => Finding.Problem(
            "discovery",
            $"It did not answer a probe just now{(plug.Report is null ? "" : $"; it was last reached at {address}")}.",
            "See that it has power and its light is steady. In another network, name its range in discovery.targets."),
        _ => Finding.Problem("discovery", "It has never been found.", "Compare its hardware address with the house file, and see what 'tapohive discover' shows."),
    };

    private static Finding Reachable(PlugEvidence plug) => plug switch
    {
        { Report: null } => Finding.Unknown("reachable", "Nothing has been heard of it since the hive started.", "Wait a moment, and ask again."),
        { Report.Problem: { Kind: FailureKind.Dark or FailureKind.WrongDevice or FailureKind.Busy or FailureKind.Malformed } problem } => Of("reachable", problem, plug),
        { Report.ReadAt: { } read } when IsRead(plug) => Finding.Ok("reachable", $"It was read {Ago(plug.Now - read)}{At(plug.Report.Address)}."),
        { Report.ReadAt: { } read } => Finding.Warning("reachable", $"It was last read {Ago(plug.Now - read)}.", $"It is tried again by itself; at once with 'tapohive retry {plug.Name}'."),
        _ => Finding.Problem("reachable", "It has not been read since the hive started.", $"Try at once with 'tapohive retry {plug.Name}'; 'tapohive why {plug.Name}' says what came of it."),
    };

    private static Finding Owner(PlugEvidence plug) => plug switch
    {
        { Report.Problem: { Kind: FailureKind.OtherOwner } problem } => Of("owner", problem, plug),
        { Standing: SightingStanding.Ours } => Finding.Ok("owner", "It is bound to an account of this hive."),
        { Standing: SightingStanding.OtherAccount } => Finding.Problem(
            "owner",
            "It is bound to another TP-Link account.",
            "Compare the account's e-mail in the house file with the Tapo app, capital letters included, or set the plug up anew with this account."),
        { Standing: SightingStanding.NoAccount } => Finding.Problem("owner", "It is bound to no account.", "Set it up in the Tapo app."),
        { Standing: SightingStanding.NotSpoken } => Finding.Problem("owner", "It is no plug that can be spoken to.", "Compare its hardware address with the house file."),
        _ when IsLoggedIn(plug) => Finding.Ok("owner", "It accepted the account; discovery did not say whose it is."),
        { Sighting: not null } => Finding.Unknown("owner", "It is bound to an account; only a hive knows which ones are yours."),
        _ => Finding.Unknown("owner", "Only an answer to discovery tells."),
    };

    private static Finding Transport(PlugEvidence plug)
    {
        var spoken = plug.Report?.Offer?.Transport;
        var offered = (plug.Sighting?.Offer as SightedTransport.Offered)?.Offer.Transport;
        return (spoken, offered) switch
        {
            _ when plug.Report?.Problem is { Kind: FailureKind.TransportChanged } changed => Of("transport", changed, plug),
            _ when plug.Sighting?.Offer is SightedTransport.NotSpoken { Reason: var reason } => Finding.Problem("transport", reason, "It cannot be switched from here."),
            ({ } now, { } other) when now != other => Finding.Warning(
                "transport", $"It offers {Word(other)}, and was last spoken to with {Word(now)}.", $"It is followed by itself; at once with 'tapohive retry {plug.Name}'."),
            ({ } now, _) => Finding.Ok("transport", $"It speaks {Word(now)}{(now == Plugs.Transport.Aes ? ", an old protocol: a newer firmware is safer" : "")}."),
            (null, { } other) => Finding.Ok("transport", $"It offers {Word(other)}."),
            _ => Finding.Unknown("transport", "It has not said yet which protocol it speaks."),
        };
    }

    private static Finding Compatibility(PlugEvidence plug) => plug switch
    {
        { Report.Problem: { Kind: FailureKind.CompatibilityOff } problem } => Of("compatibility", problem, plug),
        { Report.Offer.Transport: Plugs.Transport.Tpap } => Finding.Ok("compatibility", "TPAP needs no Third-Party Compatibility."),
        _ when IsLoggedIn(plug) => Finding.Ok("compatibility", "Third-Party Compatibility does not stand in the way: there is a session."),
        _ => Finding.Unknown("compatibility", "Third-Party Compatibility shows only when a session is opened."),
    };

    private static Finding Credentials(PlugEvidence plug) => plug switch
    {
        { Report.Problem: { Kind: FailureKind.CredentialsRejected } problem } => Of("credentials", problem, plug),
        { Credential: CredentialStanding.Rejected } when !IsLoggedIn(plug) => Finding.Problem(
            "credentials",
            "It refused the account's password, and is not asked again before that changes.",
            $"Correct the password where the house file says it is kept, then say 'tapohive retry {plug.Name}'."),
        _ when IsLoggedIn(plug) => Finding.Ok("credentials", "It accepted the account."),
        { Credential: CredentialStanding.Accepted } => Finding.Ok("credentials", "It accepted the account last time."),
        _ => Finding.Unknown("credentials", "The account was not tried there yet."),
    };

    private static Finding Signal(PlugEvidence plug) => plug.Report?.Signal switch
    {
        null => Finding.Unknown("signal", "It has not said how well it hears its access point."),
        < PoorSignal and var weak => Finding.Problem("signal", Line($"{weak} dBm: frames are lost, and sessions with them."), "Move it or the access point, or put another one between."),
        < FairSignal and var weak => Finding.Warning("signal", Line($"{weak} dBm: enough most of the time."), "An access point that is nearer makes it answer faster."),
        var good => Finding.Ok("signal", Line($"{good} dBm.")),
    };

    private static Finding Clock(PlugEvidence plug) => plug.Report?.Habits?.ClockOff switch
    {
        null => Finding.Unknown("clock", "Its clock was not looked at yet; that is done some minutes after it was reached."),
        { } off when off > RightClock || off < -RightClock => Finding.Warning(
            "clock", $"It was {Length(off)} {(off > Duration.Zero ? "slow" : "fast")} and was set right.", "Let it reach the internet for its time, else rules stored on it go wrong again."),
        _ => Finding.Ok("clock", "It is right to the minute."),
    };

    private static Finding Rival(PlugEvidence plug) => plug.Report switch
    {
        null => Finding.Unknown("rival", "Nothing has been heard of it."),
        { RivalAt: { } seen } when plug.Now - seen <= RivalMemory => Finding.Warning(
            "rival", $"Another client (the vendor's app, a hub, a second tool) took its session {Ago(plug.Now - seen)}.", "End the other client, or take the plug out of it: commands work, readings are older."),
        _ => Finding.Ok("rival", "No other client takes its session."),
    };

    private static Finding Rules(PlugEvidence plug)
    {
        if (plug.Outlets.All(static outlet => outlet.StoredRules is null))
        {
            return Finding.Unknown("stored rules", "They were not looked at yet; that is done some minutes after it was reached.");
        }

        var told = plug.Outlets.Where(static outlet => outlet.StoredRules is > 0).Select(static outlet => outlet.Notice).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return told.Count == 0
            ? Finding.Ok("stored rules", "Nothing that is stored on it switches it.")
            : Finding.Warning("stored rules", string.Join(' ', told), "What the house decides is better kept in its file alone.");
    }

    private static Finding Updates(PlugEvidence plug) => plug.Report?.Habits?.Updates switch
    {
        SelfUpdate.On => Finding.Warning(
            "updates", "It installs firmware by itself, which can change how it is spoken to.", "Write 'firmware-updates = off' in the house file, or switch it off in the Tapo app."),
        SelfUpdate.Off => Finding.Ok("updates", "It installs no firmware by itself."),
        _ => Finding.Unknown("updates", "Whether it updates itself was not looked at yet, or it does not tell."),
    };

    private static Finding Protection(PlugEvidence plug) => plug.Outlets.FirstOrDefault(static outlet => outlet.Protection != Readings.Protection.None) is { } tripped
        ? Finding.Problem("protection", $"'{tripped.Name}' switched itself off: {tripped.Protection.ToString().ToLowerInvariant()}.", "Look at what is plugged in; it is never switched on again by itself.")
        : plug.Report is null
            ? Finding.Unknown("protection", "Nothing has been heard of it.")
            : Finding.Ok("protection", "None of its own protections has tripped.");

    private static Finding Next(PlugEvidence plug)
    {
        var next = plug.Outlets.Where(static outlet => outlet.Next is not null).OrderBy(static outlet => outlet.Next!.Value.At).ToList();
        return Finding.Ok("next", next.Count == 0
            ? "Nothing is due by itself."
            : string.Join("; ", next.Select(outlet => $"{outlet.Name} {(outlet.Next!.Value.To is { } to ? to.Word() : "-")} in {Length(outlet.Next.Value.At - plug.Now)} ({outlet.Next.Value.Because})")) + ".");
    }

    private static Finding Converged(PlugEvidence plug)
    {
        if (plug.Outlets.IsEmpty)
        {
            return Finding.Unknown("converged", "It has no outlet yet.");
        }

        if (plug.Outlets.FirstOrDefault(static outlet => outlet.Problem is not null) is { } troubled)
        {
            return Of("converged", troubled.Problem!, plug);
        }

        var open = plug.Outlets.Where(static outlet => !outlet.Converged).ToList();
        return open.Count > 0
            ? Finding.Problem("converged", string.Join("; ", open.Select(Words)) + ".", $"'tapohive why {open[0].Name}' tells what is in the way.")
            : Finding.Ok("converged", string.Join("; ", plug.Outlets.Select(static outlet => $"{outlet.Name} is {(outlet.Desired is null ? "" : "as wanted: ")}{outlet.Reported!.Value.Word()}")) + ".");
    }

    private static string Words(DiagnosedOutlet outlet) => (outlet.Desired, outlet.Reported) switch
    {
        (_, null) => $"{outlet.Name} has not been read",
        ({ } wanted, { } shown) when wanted != shown => $"{outlet.Name} is {shown.Word()} and should be {wanted.Word()}",
        _ => $"{outlet.Name} was not read back since it was asked for",
    };

    // A problem's message is a sentence of fact and one of remedy.
    private static Finding Of(string check, PlugProblem problem, PlugEvidence plug)
    {
        var end = problem.Message.IndexOf(". ", StringComparison.Ordinal);
        var (fact, remedy) = end < 0 ? (problem.Message, $"'tapohive why {plug.Outlets.FirstOrDefault()?.Name.Value ?? plug.Name}' tells more.") : (problem.Message[..(end + 1)], problem.Message[(end + 2)..]);
        return Finding.Problem(check, $"{fact} (since {Length(plug.Now - problem.Since)})", remedy);
    }

    private static bool IsLoggedIn(PlugEvidence plug) => plug.Report?.Phase == SessionPhase.LoggedIn;

    private static bool IsRead(PlugEvidence plug) => plug.Report?.ReadAt is { } read && plug.Now - read <= FreshReading;

    private static string At(PlugAddress? address) => address is null ? "" : $" at {address}";

    private static string Word(Transport transport) => transport switch
    {
        Plugs.Transport.Aes => "AES (securePassthrough)",
        Plugs.Transport.Klap1 => "KLAP v1",
        Plugs.Transport.Klap => "KLAP v2",
        _ => "TPAP",
    };

    private static string Ago(Duration age) => age < Duration.FromSeconds(1) ? "just now" : $"{Length(age)} ago";

    private static string Length(Duration length)
    {
        var seconds = Math.Abs(length.TotalSeconds);
        return seconds < 120 ? Line($"{seconds:0} s") : seconds < 7_200 ? Line($"{seconds / 60:0} min") : seconds < 172_800 ? Line($"{seconds / 3_600:0} h") : Line($"{seconds / 86_400:0} d");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
