using System.Net;
using NodaTime;
using TapoHive.Actors.Discovery;
using TapoHive.Control.Contract;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Cli.Examining;

/// <summary>Examines a plug by its address alone, where no hive answers: what it says to a probe is all that can be seen.</summary>
internal static class AddressExamination
{
    /// <summary>The report.</summary>
    public static async Task<DoctorReport> ExamineAsync(IPAddress host, TimeSpan listen, int port, CancellationToken cancellation)
    {
        var found = await StandaloneDiscovery.LookAsync([DiscoveryTarget.FromText(host.ToString())], Duration.FromTimeSpan(listen), SystemClock.Instance, port, cancellation);
        var sighting = found.Sightings.FirstOrDefault(it => it.Host.Equals(host));
        var evidence = new PlugEvidence(
            host.ToString(),
            SystemClock.Instance.GetCurrentInstant(),
            null,
            new PlugAddress(host, 80),
            sighting,
            sighting switch
            {
                null => null,
                { Address: null } => SightingStanding.NotSpoken,
                { Binding: Binding.FactoryDefault } => SightingStanding.NoAccount,
                _ => null,
            },
            null,
            []);
        return DoctorReport.Of(host.ToString(), null, PlugDiagnosis.OfProbe(evidence));
    }
}
