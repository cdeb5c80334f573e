using System.Collections.Immutable;
using System.Net;
using NodaTime;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Diagnosis;

public sealed class PlugDiagnosisTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 26, 12, 0);

    private static readonly PlugReport Report = new(
        new PlugId("lamp"), 1, At, SessionPhase.LoggedIn, null, new PlugIdentity(), new PlugAddress(IPAddress.Parse("192.0.2.1"), 80), new TransportOffer(Transport.Klap, 80),
        "P110", "1.0", "", -50, At - Duration.FromSeconds(5), At, [], null, null, [], Habits: new PlugHabits(SelfUpdate.Off, Duration.Zero));

    private static readonly DiagnosedOutlet Outlet = new(new OutletName("lamp"), PowerState.On, PowerState.On, true, null, Protection.None, 0, null, null);

    private static readonly PlugEvidence Healthy = new("lamp", At, Report, Report.Address, Sighting(1), SightingStanding.Ours, CredentialStanding.Accepted, [Outlet]);

    public static TheoryData<string, string, Verdict, string> Cases { get; } = new()
    {
        { "healthy", "discovery", Verdict.Ok, "It answered a probe just now" },
        { "healthy", "reachable", Verdict.Ok, "It was read 5 s ago at 192.0.2.1:80." },
        { "healthy", "owner", Verdict.Ok, "bound to an account of this hive" },
        { "healthy", "transport", Verdict.Ok, "It speaks KLAP v2." },
        { "healthy", "compatibility", Verdict.Ok, "there is a session" },
        { "healthy", "credentials", Verdict.Ok, "It accepted the account." },
        { "healthy", "signal", Verdict.Ok, "-50 dBm." },
        { "healthy", "clock", Verdict.Ok, "right to the minute" },
        { "healthy", "rival", Verdict.Ok, "No other client" },
        { "healthy", "stored rules", Verdict.Ok, "Nothing that is stored" },
        { "healthy", "updates", Verdict.Ok, "installs no firmware" },
        { "healthy", "protection", Verdict.Ok, "None of its own" },
        { "healthy", "next", Verdict.Ok, "Nothing is due by itself." },
        { "healthy", "converged", Verdict.Ok, "lamp is as wanted: on." },
        { "mute on UDP", "discovery", Verdict.Warning, "though it can be spoken to" },
        { "dark", "discovery", Verdict.Problem, "it was last reached at 192.0.2.1:80" },
        { "dark", "reachable", Verdict.Problem, "Plug 'lamp' does not answer. (since 10 min)" },
        { "dark", "owner", Verdict.Unknown, "Only an answer to discovery tells." },
        { "never heard of", "discovery", Verdict.Problem, "It has never been found." },
        { "never heard of", "reachable", Verdict.Unknown, "Nothing has been heard of it" },
        { "never heard of", "credentials", Verdict.Unknown, "was not tried there yet" },
        { "not read for long", "reachable", Verdict.Warning, "It was last read 10 min ago." },
        { "another's", "owner", Verdict.Problem, "bound to another TP-Link account" },
        { "nobody's", "owner", Verdict.Problem, "bound to no account" },
        { "a camera", "owner", Verdict.Problem, "no plug that can be spoken to" },
        { "a camera", "transport", Verdict.Problem, "It is a camera." },
        { "offers another protocol", "transport", Verdict.Warning, "It offers TPAP, and was last spoken to with KLAP v2." },
        { "old protocol", "transport", Verdict.Ok, "AES (securePassthrough), an old protocol" },
        { "compatibility off", "compatibility", Verdict.Problem, "Third-Party Compatibility is off." },
        { "wrong password", "credentials", Verdict.Problem, "The plug refuses the password." },
        { "quarantined", "credentials", Verdict.Problem, "is not asked again before that changes" },
        { "faint", "signal", Verdict.Warning, "-75 dBm" },
        { "hardly heard", "signal", Verdict.Problem, "-88 dBm" },
        { "slow clock", "clock", Verdict.Warning, "It was 5 min slow and was set right." },
        { "rivalled", "rival", Verdict.Warning, "took its session 3 min ago" },
        { "rivalled once", "rival", Verdict.Ok, "No other client" },
        { "app's schedule", "stored rules", Verdict.Warning, "The Tapo app has stored a schedule on it" },
        { "not inspected", "clock", Verdict.Unknown, "was not looked at yet" },
        { "not inspected", "stored rules", Verdict.Unknown, "not looked at yet" },
        { "not inspected", "updates", Verdict.Unknown, "was not looked at yet" },
        { "updates itself", "updates", Verdict.Warning, "It installs firmware by itself" },
        { "tripped", "protection", Verdict.Problem, "'lamp' switched itself off: overcurrent." },
        { "due", "next", Verdict.Ok, "lamp off in 2 h (schedule:dusk)." },
        { "open", "converged", Verdict.Problem, "lamp is off and should be on." },
        { "unproven", "converged", Verdict.Problem, "lamp was not read back since it was asked for." },
        { "unread", "converged", Verdict.Problem, "lamp has not been read." },
        { "outlet trouble", "converged", Verdict.Problem, "The relay does not move. (since 10 min)" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_check_has_a_verdict_and_evidence(string plug, string check, Verdict verdict, string evidence)
    {
        var finding = PlugDiagnosis.Of(Of(plug)).Single(it => it.Check == check);

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(evidence, finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_known_the_same_checks_come_in_the_same_order_and_trouble_has_a_remedy()
    {
        var checks = PlugDiagnosis.Of(Healthy).Select(static it => it.Check).ToList();
        foreach (var plug in Cases.Select(static it => it.Data.Item1).Distinct(StringComparer.Ordinal))
        {
            var findings = PlugDiagnosis.Of(Of(plug));
            Assert.Equal(checks, findings.Select(static it => it.Check));
            Assert.All(findings, static it => Assert.EndsWith(".", it.Evidence.Replace(")", ".", StringComparison.Ordinal), StringComparison.Ordinal));
            Assert.All(findings.Where(static it => it.Verdict is Verdict.Problem or Verdict.Warning), static it => Assert.False(string.IsNullOrEmpty(it.Remedy)));
            Assert.All(findings.Where(static it => it.Verdict == Verdict.Ok), static it => Assert.Null(it.Remedy));
        }
    }

    [Fact]
    public void A_problem_is_told_as_fact_and_remedy()
    {
        var finding = PlugDiagnosis.Of(Of("dark")).Single(static it => it.Check == "reachable");

        Assert.Equal(("Plug 'lamp' does not answer. (since 10 min)", "Check its power."), (finding.Evidence, finding.Remedy));
    }

    [Fact]
    public void A_probe_alone_tells_less_and_says_so() => Assert.Equal(
        ["hive", "discovery", "owner", "transport"],
        PlugDiagnosis.OfProbe(Healthy with { Report = null, Outlets = [] }).Select(static it => it.Check));

    private static PlugEvidence Of(string plug) => plug switch
    {
        "healthy" => Healthy,
        "mute on UDP" => Healthy with { Sighting = null, Standing = null },
        "dark" => Broken(FailureKind.Dark, "Plug 'lamp' does not answer. Check its power.") with { Sighting = null, Standing = null },
        "never heard of" => new PlugEvidence("lamp", At, null, null, null, null, null, [Outlet with { Reported = null, Converged = false, StoredRules = null }]),
        "not read for long" => Healthy with { Report = Report with { ReadAt = At - Duration.FromMinutes(10) } },
        "another's" => Healthy with { Standing = SightingStanding.OtherAccount },
        "nobody's" => Healthy with { Standing = SightingStanding.NoAccount },
        "a camera" => Healthy with { Standing = SightingStanding.NotSpoken, Sighting = Sighting(1) with { Offer = new SightedTransport.NotSpoken("It is a camera.") } },
        "offers another protocol" => Healthy with { Sighting = Sighting(1) with { Offer = new SightedTransport.Offered(new TransportOffer(Transport.Tpap, 80)) } },
        "old protocol" => Healthy with
        {
            Report = Report with { Offer = new TransportOffer(Transport.Aes, 80) },
            Sighting = Sighting(1) with { Offer = new SightedTransport.Offered(new TransportOffer(Transport.Aes, 80)) },
        },
        "compatibility off" => Broken(FailureKind.CompatibilityOff, "Third-Party Compatibility is off. Switch it on in the Tapo app."),
        "wrong password" => Broken(FailureKind.CredentialsRejected, "The plug refuses the password. Correct it."),
        "quarantined" => Healthy with { Report = Report with { Phase = SessionPhase.Expired }, Credential = CredentialStanding.Rejected },
        "faint" => Healthy with { Report = Report with { Signal = -75 } },
        "hardly heard" => Healthy with { Report = Report with { Signal = -88 } },
        "slow clock" => Habits(Report.Habits! with { ClockOff = Duration.FromMinutes(5) }),
        "rivalled" => Healthy with { Report = Report with { RivalAt = At - Duration.FromMinutes(3) } },
        "rivalled once" => Healthy with { Report = Report with { RivalAt = At - Duration.FromHours(3) } },
        "updates itself" => Habits(Report.Habits! with { Updates = SelfUpdate.On }),
        "not inspected" => (Healthy with { Report = Report with { Habits = null } }) with { Outlets = [Outlet with { StoredRules = null }] },
        "app's schedule" => With(Outlet with { StoredRules = 1, Notice = "The Tapo app has stored a schedule on it that switches it without the house. Delete it there." }),
        "tripped" => With(Outlet with { Protection = Protection.Overcurrent }),
        "due" => With(Outlet with { Next = (At + Duration.FromHours(2), PowerState.Off, "schedule:dusk") }),
        "open" => With(Outlet with { Reported = PowerState.Off, Converged = false }),
        "unproven" => With(Outlet with { Converged = false }),
        "unread" => With(Outlet with { Reported = null, Converged = false }),
        "outlet trouble" => With(Outlet with { Problem = new PlugProblem(FailureKind.Unsupported, "The relay does not move. Look at it.", At - Duration.FromMinutes(10)) }),
        _ => throw new ArgumentOutOfRangeException(nameof(plug), plug, "Not a plug of these cases."),
    };

    private static PlugEvidence Broken(FailureKind kind, string message) => Healthy with
    {
        Report = Report with { Phase = SessionPhase.Expired, ReadAt = null, Problem = new PlugProblem(kind, message, At - Duration.FromMinutes(10)) },
    };

    private static PlugEvidence Habits(PlugHabits habits) => Healthy with { Report = Report with { Habits = habits } };

    private static PlugEvidence With(params ImmutableArray<DiagnosedOutlet> outlets) => Healthy with { Outlets = outlets };
}
