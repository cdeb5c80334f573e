using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Diagnosis;

/// <summary>What is right and wrong with a hive and the machine it runs on: always the same checks in the same order. Pure.</summary>
public static class HiveDiagnosis
{
    private const long Megabyte = 1 << 20;
    private const long LeastFree = 100 * Megabyte;
    private const long ComfortablyFree = 1_024 * Megabyte;
    private const long FewFiles = 4_096;

    // A clock before this was never set.
    private static readonly Instant Plausible = Instant.FromUtc(2025, 1, 1, 0, 0);

    /// <summary>The findings: of a hive of another machine what it says of itself, for this machine is not its own.</summary>
    public static ImmutableArray<Finding> Of(HiveEvidence hive) => hive.Context is not null ? [Answers(hive), .. Houses(hive)] :
    [
        Answers(hive),
        Folder(hive),
        Key(hive),
        Disk(hive),
        Journal(hive),
        Clock(hive),
        Zones(hive),
        Files(hive),
        Network(hive),
        Firewall(hive),
        .. Houses(hive),
    ];

    private static Finding Answers(HiveEvidence hive) => hive.State switch
    {
        HiveState.Answers => Finding.Ok("hive", $"It answers at {hive.Gate}{(hive.Words is { Length: > 0 } version ? $", version {version}" : "")}."),
        HiveState.NotLetIn when hive.Context is { } name => Finding.Problem(
            "hive", hive.Words ?? $"It answers at {hive.Gate}, and does not let this operator in.", $"Ask its administrator for a new key, and take it up with 'tapohive context import FILE --as {name}'."),
        _ when hive.Context is not null => Finding.Problem("hive", hive.Words ?? $"Nothing answers at {hive.Gate}.", "Run 'tapohive doctor' on the machine it runs on: that examines the machine too."),
        HiveState.NotLetIn => Finding.Problem("hive", hive.Words ?? $"It answers at {hive.Gate}, and does not let this user in.", "Use it as its owner, or ask its administrator for a key."),
        HiveState.Silent => Finding.Problem("hive", $"Its gate should be at {hive.Gate}, and nothing answers there: it was killed, perhaps.", "Start it again with 'tapohive up'; whatever it had accepted is kept."),
        _ => Finding.Problem("hive", "It is not running.", "Start it with 'tapohive up --house FILE', or make a house first with 'tapohive init'."),
    };

    private static Finding Folder(HiveEvidence hive) => hive.FolderState switch
    {
        FolderState.Guarded => Finding.Ok("data folder", $"{hive.Folder} is its user's alone."),
        FolderState.OpenToOthers => Finding.Problem("data folder", $"Other users of this machine may read or change {hive.Folder}.", $"Run: chmod 700 '{hive.Folder}'"),
        FolderState.Missing => Finding.Unknown("data folder", $"There is no {hive.Folder} yet.", "'tapohive up' makes it; for another one say --data."),
        FolderState.Forbidden when hive.KeyState == FolderState.Guarded => Finding.Ok("data folder", $"{hive.Folder} is closed to this user, who enters by the local operator's key."),
        FolderState.Forbidden => Finding.Problem("data folder", $"This user may not use {hive.Folder}.", "Ask as its owner, or name another folder with --data."),
        _ => Finding.Unknown("data folder", $"{hive.Folder} could not be looked at."),
    };

    private static Finding Key(HiveEvidence hive) => hive.KeyState switch
    {
        FolderState.Guarded => Finding.Ok("operator key", "The local operator's key can be read, and by nobody else."),
        FolderState.OpenToOthers => Finding.Problem("operator key", "Other users of this machine may read the local operator's key: they can enter as this user.", "Run chmod 600 on operators/local.operator in the data folder."),
        FolderState.Missing => Finding.Unknown("operator key", "There is no key of the local operator yet.", "'tapohive up' makes it."),
        FolderState.Forbidden => Finding.Problem("operator key", "This user may not read the local operator's key.", "Use the hive as its owner, or join the group 'tapohive' where it is a system service."),
        _ => Finding.Unknown("operator key", "It could not be looked at."),
    };

    private static Finding Disk(HiveEvidence hive) => hive.FreeBytes switch
    {
        null => Finding.Unknown("disk", "How much is free could not be found out."),
        < LeastFree and var free => Finding.Problem("disk", $"{Size(free)} free: a hive that cannot write accepts nothing.", "Free some space where the data folder is."),
        < ComfortablyFree and var free => Finding.Warning("disk", $"{Size(free)} free.", "Free some space before the journal needs it."),
        var free => Finding.Ok("disk", $"{Size(free.Value)} free."),
    };

    private static Finding Journal(HiveEvidence hive) => hive.Journal switch
    {
        DatabaseState.Sound => Finding.Ok("journal", $"It is whole{(hive.JournalBytes is { } size ? $", {Size(size)}" : "")}."),
        DatabaseState.Elsewhere => Finding.Ok("journal", "It is in PostgreSQL, whose own tools look at it."),
        DatabaseState.Missing => Finding.Unknown("journal", "There is none yet.", "'tapohive up' makes it."),
        DatabaseState.Damaged => Finding.Problem("journal", "SQLite says that it is damaged.", "Stop the hive, keep a copy of the data folder, and bring back the last backup."),
        _ => Finding.Unknown("journal", "It could not be looked at."),
    };

    private static Finding Clock(HiveEvidence hive) => hive switch
    {
        _ when hive.Now < Plausible => Finding.Problem("clock", $"It is {hive.Now} by this machine.", "Set the clock, and let a time service keep it: schedules go by it."),
        { ClockKeptBy: { } service } => Finding.Ok("clock", $"It is {hive.Now}, kept right by {service}."),
        _ => Finding.Unknown("clock", $"It is {hive.Now}; whether a time service keeps it right could not be found out.", "See 'timedatectl': schedules go by this clock."),
    };

    private static Finding Zones(HiveEvidence hive) => hive switch
    {
        { ZoneData: null } => Finding.Problem("time zones", "There is no time zone data.", "Install the program anew."),
        { Zone: null } => Finding.Warning("time zones", $"Data of {hive.ZoneData}; this machine's own zone has no name that is known.", "Write time-zone into the house file, else its schedules go by UTC."),
        _ => Finding.Ok("time zones", $"Data of {hive.ZoneData}; this machine is in {hive.Zone}."),
    };

    private static Finding Files(HiveEvidence hive) => hive.OpenFiles switch
    {
        null => Finding.Unknown("open files", "How many a process may have could not be found out."),
        < FewFiles and var few => Finding.Warning("open files", $"A process may have {few.ToString(CultureInfo.InvariantCulture)} files and sockets open: little for thousands of plugs.", "Raise it with 'ulimit -n', or LimitNOFILE= in the unit."),
        var many => Finding.Ok("open files", $"A process may have {many.Value.ToString(CultureInfo.InvariantCulture)} files and sockets open."),
    };

    private static Finding Network(HiveEvidence hive) => hive.Survey switch
    {
        { Networks.IsEmpty: true } => Finding.Problem("network", "No interface but the loopback is up with an IPv4 address.", "Connect this machine to the network the plugs are in."),
        { Enclosure: { } enclosure } => Finding.Warning("network", $"This program runs in {enclosure}, in a network of its own.", "Give it the host's network ('--network host')."),
        { Networks: var networks } => Finding.Ok("network", string.Join(", ", networks.Select(static network => $"{network.Range} on {network.Interface}")) + "."),
    };

    private static Finding Firewall(HiveEvidence hive) => hive.Survey.Firewalls switch
    {
        { IsEmpty: true } => Finding.Unknown("firewall", "None was recognised, which is no proof that there is none: its rules are for root only."),
        var signs => Finding.Warning("firewall", $"One is at work: {string.Join(", ", signs)}.", "Let answers in: UDP from ports 20002 and 20004 to any port of this machine."),
    };

    private static IEnumerable<Finding> Houses(HiveEvidence hive)
    {
        if (hive.Houses is not { } houses)
        {
            yield return Finding.Unknown("houses", "Only a hive that answers tells of them.");
            yield break;
        }

        if (houses.IsEmpty)
        {
            yield return Finding.Warning("houses", "The hive has no house yet.", "Make one with 'tapohive init', then 'tapohive house apply FILE'.");
        }

        foreach (var house in houses)
        {
            yield return house switch
            {
                { Storage: StorageHealth.Unavailable } => Finding.Problem(
                    "house", $"'{house.Name}' cannot write to its storage, and accepts nothing.", "Look at the disk and at the hive's log."),
                { Troubled: > 0 } => Finding.Warning(
                    "house", Line($"'{house.Name}': {house.Troubled} of {house.Outlets} outlets need a look."), "'tapohive status --problems' shows them, 'tapohive doctor PLUG' one in full."),
                { Waiting: > 0 } => Finding.Warning("house", Line($"'{house.Name}': {house.Waiting} found plugs wait to be let in."), "'tapohive adopt' lists them."),
                { Outlets: 0 } => Finding.Warning("house", $"'{house.Name}' has no plugs yet.", "'tapohive discover' says what answers, and if nothing does, why."),
                _ => Finding.Ok("house", Line($"'{house.Name}': all {house.Outlets} outlets are as wanted.")),
            };
        }
    }

    private static string Size(long bytes) => bytes switch
    {
        >= 10 * 1_024 * Megabyte => Line($"{bytes / 1_024.0 / Megabyte:0} GB"),
        >= 1_024 * Megabyte => Line($"{bytes / 1_024.0 / Megabyte:0.0} GB"),
        >= Megabyte => Line($"{bytes / (double)Megabyte:0} MB"),
        _ => Line($"{bytes / 1_024.0:0} kB"),
    };

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
