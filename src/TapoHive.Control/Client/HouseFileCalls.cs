using System.Text;
using TapoHive.Control.Contract;
using TapoHive.Control.Wire;
using TapoHive.Domain.HouseFiles;

namespace TapoHive.Control.Client;

/// <summary>What a client asks about house files.</summary>
public static class HouseFileCalls
{
    /// <summary>What would change if a file were applied.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="file">The file, read without errors.</param>
    /// <param name="source">The file's name, as the hive is to remember it.</param>
    /// <param name="cancellation">Gives up.</param>
    public static Task<PlanReport> PlanAsync(this HiveClient client, HouseFileResult file, string source, CancellationToken cancellation = default) =>
        client.OneAsync(id => new PlanHouseRequest(id, source, file.SourceHash), Text(file), ContractJson.Default.PlanReport, cancellation);

    /// <summary>Applies a file.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="file">The file, read without errors.</param>
    /// <param name="source">The file's name, as the hive is to remember it.</param>
    /// <param name="revision">The revision of the plan that was looked at; null where none was.</param>
    /// <param name="cancellation">Stops waiting; what was accepted stays.</param>
    public static Task<ApplyReport> ApplyAsync(this HiveClient client, HouseFileResult file, string source, long? revision, CancellationToken cancellation = default) =>
        client.OneAsync(id => new ApplyHouseRequest(id, source, file.SourceHash, revision), Text(file), ContractJson.Default.ApplyReport, cancellation);

    /// <summary>Gives a house the definition back that it had before.</summary>
    public static Task<ApplyReport> RollBackAsync(this HiveClient client, string? house, CancellationToken cancellation = default) =>
        client.OneAsync(id => new RollBackHouseRequest(id, house), [], ContractJson.Default.ApplyReport, cancellation);

    /// <summary>A house as a file.</summary>
    public static Task<ExportReport> ExportAsync(this HiveClient client, string? house, CancellationToken cancellation = default) =>
        client.OneAsync(id => new ExportHouseRequest(id, house), [], ContractJson.Default.ExportReport, cancellation);

    private static byte[] Text(HouseFileResult file) => Encoding.UTF8.GetBytes(HouseText.Of(
        file.Definition ?? throw new ArgumentException("A file with errors is not sent to a hive.", nameof(file))));
}
