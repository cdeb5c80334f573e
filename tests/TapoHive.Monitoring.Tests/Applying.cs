using TapoHive.Daemon;
using TapoHive.Domain.Houses;

namespace TapoHive.Monitoring.Tests;

internal static class Applying
{
    private const int Tries = 6;

    /// <summary>Applies a house, again where the machine is too busy for the hive to answer in time: that changes nothing.</summary>
    public static async Task ApplyPatientlyAsync(this HiveDaemon daemon, HouseDefinition house, string source, string sourceHash)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await daemon.ApplyAsync(house, source, sourceHash, CancellationToken.None);
                return;
            }
            catch (DaemonException) when (tried < Tries)
            {
                // Once more.
            }
        }
    }
}
