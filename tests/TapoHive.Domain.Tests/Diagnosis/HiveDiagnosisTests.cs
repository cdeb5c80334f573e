using NodaTime;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Sightings;

namespace TapoHive.Domain.Tests.Diagnosis;

public sealed class HiveDiagnosisTests
{
    private static readonly HiveEvidence Healthy = new(
        "/data", HiveState.Answers, Instant.FromUtc(2026, 11, 26, 12, 0), new DiscoverySurvey([new SurveyedNetwork("eth0", "192.0.2.7/24")], [], [], []))
    {
        Gate = "127.0.0.1:4000",
        Words = "1.2.3",
        FolderState = FolderState.Guarded,
        KeyState = FolderState.Guarded,
        FreeBytes = 50L << 30,
        Journal = DatabaseState.Sound,
        JournalBytes = 3 << 20,
        ClockKeptBy = "chrony",
        ZoneData = "2026a",
        Zone = "Europe/London",
        OpenFiles = 20_000,
        Houses = [new DiagnosedHouse("hillside", 5, 0, 0, StorageHealth.Available)],
    };

    public static TheoryData<string, string, Verdict, string> Cases { get; } = new()
    {
        { "healthy", "hive", Verdict.Ok, "It answers at 127.0.0.1:4000, version 1.2.3." },
        { "healthy", "data folder", Verdict.Ok, "/data is its user's alone." },
        { "healthy", "operator key", Verdict.Ok, "by nobody else" },
        { "healthy", "disk", Verdict.Ok, "50 GB free." },
        { "healthy", "journal", Verdict.Ok, "It is whole, 3 MB." },
        { "healthy", "clock", Verdict.Ok, "kept right by chrony" },
        { "healthy", "time zones", Verdict.Ok, "Data of 2026a; this machine is in Europe/London." },
        { "healthy", "open files", Verdict.Ok, "20000" },
        { "healthy", "network", Verdict.Ok, "192.0.2.7/24 on eth0." },
        { "healthy", "firewall", Verdict.Unknown, "no proof that there is none" },
        { "healthy", "house", Verdict.Ok, "'hillside': all 5 outlets are as wanted." },
        { "not running", "hive", Verdict.Problem, "It is not running." },
        { "not running", "houses", Verdict.Unknown, "Only a hive that answers" },
        { "killed", "hive", Verdict.Problem, "nothing answers there" },
        { "closed", "hive", Verdict.Problem, "You are not known." },
        { "open folder", "data folder", Verdict.Problem, "Other users of this machine may read or change /data." },
        { "open folder", "operator key", Verdict.Problem, "they can enter as this user" },
        { "forbidden folder", "data folder", Verdict.Problem, "This user may not use /data." },
        { "forbidden folder", "operator key", Verdict.Problem, "may not read the local operator's key" },
        { "no folder", "data folder", Verdict.Unknown, "There is no /data yet." },
        { "no folder", "journal", Verdict.Unknown, "There is none yet." },
        { "no folder", "disk", Verdict.Unknown, "could not be found out" },
        { "little room", "disk", Verdict.Warning, "500 MB free." },
        { "no room", "disk", Verdict.Problem, "20 MB free" },
        { "broken journal", "journal", Verdict.Problem, "damaged" },
        { "clock never set", "clock", Verdict.Problem, "1970-01-01" },
        { "database", "journal", Verdict.Ok, "in PostgreSQL" },
        { "clock alone", "clock", Verdict.Unknown, "could not be found out" },
        { "no zone", "time zones", Verdict.Warning, "no name that is known" },
        { "few files", "open files", Verdict.Warning, "1024" },
        { "no network", "network", Verdict.Problem, "No interface but the loopback" },
        { "container", "network", Verdict.Warning, "a container" },
        { "walled", "firewall", Verdict.Warning, "ufw" },
        { "folder of a service", "data folder", Verdict.Ok, "is closed to this user, who enters by the local operator's key" },
        { "elsewhere", "hive", Verdict.Ok, "It answers at 127.0.0.1:4000" },
        { "elsewhere and silent", "hive", Verdict.Problem, "Nothing answers at 127.0.0.1:4000." },
        { "elsewhere and closed", "hive", Verdict.Problem, "does not let this operator in" },
        { "no house", "houses", Verdict.Warning, "no house yet" },
        { "no plugs", "house", Verdict.Warning, "'hillside' has no plugs yet." },
        { "troubled", "house", Verdict.Warning, "'hillside': 2 of 5 outlets need a look." },
        { "waiting", "house", Verdict.Warning, "'hillside': 3 found plugs wait" },
        { "full", "house", Verdict.Problem, "cannot write to its storage" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_check_has_a_verdict_and_evidence(string hive, string check, Verdict verdict, string evidence)
    {
        var finding = HiveDiagnosis.Of(Of(hive)).Single(it => it.Check == check);

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(evidence, finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Trouble_always_has_a_remedy() => Assert.All(
        Cases.SelectMany(static it => HiveDiagnosis.Of(Of(it.Data.Item1))).Where(static it => it.Verdict is Verdict.Problem or Verdict.Warning),
        static it => Assert.False(string.IsNullOrEmpty(it.Remedy)));

    private static HiveEvidence Of(string hive) => hive switch
    {
        "healthy" => Healthy,
        "not running" => Healthy with { State = HiveState.NotRunning, Gate = null, Houses = null },
        "killed" => Healthy with { State = HiveState.Silent, Houses = null },
        "elsewhere" => Healthy with { Context = "cottage" },
        "elsewhere and silent" => Healthy with { Context = "cottage", State = HiveState.Silent, Words = null, Houses = null },
        "elsewhere and closed" => Healthy with { Context = "cottage", State = HiveState.NotLetIn, Words = null, Houses = null },
        "closed" => Healthy with { State = HiveState.NotLetIn, Words = "You are not known.", Houses = null },
        "open folder" => Healthy with { FolderState = FolderState.OpenToOthers, KeyState = FolderState.OpenToOthers },
        "forbidden folder" => Healthy with { FolderState = FolderState.Forbidden, KeyState = FolderState.Forbidden },
        "folder of a service" => Healthy with { FolderState = FolderState.Forbidden },
        "no folder" => Healthy with { FolderState = FolderState.Missing, Journal = DatabaseState.Missing, FreeBytes = null },
        "little room" => Healthy with { FreeBytes = 500L << 20 },
        "no room" => Healthy with { FreeBytes = 20L << 20 },
        "broken journal" => Healthy with { Journal = DatabaseState.Damaged },
        "database" => Healthy with { Journal = DatabaseState.Elsewhere, JournalBytes = null },
        "clock never set" => Healthy with { Now = NodaConstants.UnixEpoch },
        "clock alone" => Healthy with { ClockKeptBy = null },
        "no zone" => Healthy with { Zone = null },
        "few files" => Healthy with { OpenFiles = 1_024 },
        "no network" => Healthy with { Survey = DiscoverySurvey.Unknown },
        "container" => Healthy with { Survey = Healthy.Survey with { Enclosure = "a container (/.dockerenv)" } },
        "walled" => Healthy with { Survey = Healthy.Survey with { Firewalls = ["ufw: ENABLED=yes in /etc/ufw/ufw.conf"] } },
        "no house" => Healthy with { Houses = [] },
        "no plugs" => House(static it => it with { Outlets = 0 }),
        "troubled" => House(static it => it with { Troubled = 2 }),
        "waiting" => House(static it => it with { Waiting = 3 }),
        "full" => House(static it => it with { Storage = StorageHealth.Unavailable, Troubled = 2 }),
        _ => throw new ArgumentOutOfRangeException(nameof(hive), hive, "Not a hive of these cases."),
    };

    private static HiveEvidence House(Func<DiagnosedHouse, DiagnosedHouse> change) => Healthy with { Houses = [change(Healthy.Houses!.Value[0])] };
}
