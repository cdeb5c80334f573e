using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Discovery;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Verbs;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Discovery;

namespace TapoHive.Cli.Examining;

/// <summary>Examines a hive and its machine: as far as possible, whether it runs or not.</summary>
internal static class HiveExamination
{
    /// <summary>The report.</summary>
    public static async Task<DoctorReport> ExamineAsync(VerbContext context, CancellationToken cancellation)
    {
        if (context.ChosenContext is { } name)
        {
            return DoctorReport.Of("hive", null, HiveDiagnosis.Of(await AskElsewhereAsync(context, name, cancellation)));
        }

        var (answers, folder) = await AskAsync(context, cancellation);
        var (journal, bytes) = await JournalLook.TakeAsync(folder, cancellation);
        var evidence = answers with
        {
            FolderState = MachineLook.Folder(folder),
            KeyState = MachineLook.Key(folder),
            FreeBytes = MachineLook.FreeBytes(folder.Path),
            Journal = journal,
            JournalBytes = bytes,
            ClockKeptBy = MachineLook.ClockKeptBy(),
            ZoneData = MachineLook.ZoneData(),
            Zone = MachineLook.Zone(),
            OpenFiles = MachineLook.OpenFiles(),
            Survey = await MachineSigns.AddToAsync(DiscoverySurvey.Unknown with
            {
                Networks = [.. LocalNetwork.OfThisHost().Select(static network => new SurveyedNetwork(network.Interface, $"{network.Local}/{network.PrefixLength}"))],
            }),
        };
        return DoctorReport.Of("hive", null, HiveDiagnosis.Of(evidence));
    }

    private static async Task<(HiveEvidence Evidence, DataFolder Folder)> AskAsync(VerbContext context, CancellationToken cancellation)
    {
        var settled = context.ChosenFolder is null ? ProgramSettings.NamedFolder() : null;
        var folder = context.ChosenFolder ?? settled ?? DataFolder.Usual;
        var silent = new HiveEvidence(folder.Path, HiveState.NotRunning, SystemClock.Instance.GetCurrentInstant(), DiscoverySurvey.Unknown);
        try
        {
            var local = await LocalHive.FindAsync(context.ChosenFolder, settled, cancellation);
            folder = local.Folder;
            silent = silent with { Folder = folder.Path, Gate = local.Gate.ToString(), State = HiveState.Silent };
            return (await EnterAsync(context, silent, cancellation), folder);
        }
        catch (HiveException failure)
        {
            return (failure.Failure == HiveFailure.NotAllowed ? silent with { State = HiveState.NotLetIn, Words = failure.Message } : silent, folder);
        }
    }

    private static async Task<HiveEvidence> AskElsewhereAsync(VerbContext context, string name, CancellationToken cancellation)
    {
        var silent = new HiveEvidence("", HiveState.Silent, SystemClock.Instance.GetCurrentInstant(), DiscoverySurvey.Unknown)
        {
            Context = name,
            Gate = HiveContexts.Usual.Read(name).Gate?.ToString(),
        };
        try
        {
            return await EnterAsync(context, silent, cancellation);
        }
        catch (HiveException failure) when (failure.Failure is HiveFailure.NotReachable or HiveFailure.NotAllowed)
        {
            return silent with { State = failure.Failure == HiveFailure.NotAllowed ? HiveState.NotLetIn : HiveState.Silent, Words = failure.Message };
        }
    }

    private static async Task<HiveEvidence> EnterAsync(VerbContext context, HiveEvidence silent, CancellationToken cancellation)
    {
        await using var hive = await context.EnterAsync(cancellation);
        var status = await hive.StatusAsync([], StatusScope.Everything, cancellation);
        return silent with { State = HiveState.Answers, Words = hive.Welcome.HiveVersion, Houses = [.. status.Houses.Select(house => Of(house, status))] };
    }

    private static DiagnosedHouse Of(HouseStatus house, StatusReport status) => new(
        house.Name,
        house.Outlets,
        status.Outlets.Count(outlet => outlet.House == house.Name && outlet.NeedsAttention),
        status.Waiting.Count(plug => plug.House == house.Name),
        house.Storage);
}
