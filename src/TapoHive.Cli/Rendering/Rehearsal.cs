using System.Text.Json;
using NodaTime;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Cli.Rendering;

/// <summary>
/// Gets the code ready that will show the answer, on one core, while on another the connection is being opened: what a short
/// process spends most of its time on is the first use of everything. Measured; nothing depends on it.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Begins, and does not wait.</summary>
    public static void Begin(OutputFormat format) => _ = Task.Run(() => Show(format));

    private static void Show(OutputFormat format)
    {
        var outlet = new OutletStatus(
            "lamp", "house", "lamp", null, [], null, null, PowerState.On, true, SessionPhase.LoggedIn, false, Transport.Klap, null, null, null, null, 1, null);
        var status = new StatusReport([outlet], [new HouseStatus("house", 1, default)]);
        var part = new RunOutletReport("lamp", "house", PowerState.On, OutletOutcome.Converged, 1, 1, null);
        var run = new RunReport("1", RunOutcome.Converged, NodaConstants.UnixEpoch, NodaConstants.UnixEpoch, [part]);
        status = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(status, ContractJson.Default.StatusReport), ContractJson.Default.StatusReport)!;
        run = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(run, ContractJson.Default.RunReport), ContractJson.Default.RunReport)!;
        if (format == OutputFormat.Table)
        {
            var nowhere = new Screen(TextWriter.Null, TextWriter.Null, TextReader.Null, ScreenKind.Pipe, Asking.Nobody, 120, Colour.Never);
            StatusTable.Write(status, nowhere);
            new RunLines(nowhere).Finish(run, Control.Wire.Waiting.ForProof);
        }
    }
}
