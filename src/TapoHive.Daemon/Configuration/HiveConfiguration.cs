using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Telemetry;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Convergence;
using TapoHive.Monitoring;
using TapoHive.Mqtt;

namespace TapoHive.Daemon.Configuration;

/// <summary>The program's own settings, checked and complete. What each means stands in <c>hocon/tapohive.conf</c>.</summary>
/// <param name="DataFolder">The data folder, as an absolute path.</param>
/// <param name="Gate">Where operators connect.</param>
/// <param name="Plugs">The times plugs live by.</param>
/// <param name="Admission">How many plugs connect at a time.</param>
/// <param name="LogLevel">The least severe events that are logged.</param>
/// <param name="KeepHistory">For how long the history is kept.</param>
/// <param name="KeepEnergy">For how long energy is kept.</param>
public sealed record HiveConfiguration(
    string DataFolder, GateConfiguration Gate, PlugPolicy Plugs, AdmissionLimits Admission, LogLevel LogLevel, Duration KeepHistory, EnergyKeeping KeepEnergy)
{
    /// <summary>The MQTT broker, where there is one.</summary>
    public MqttOptions? Mqtt { get; init; }

    /// <summary>The PostgreSQL database, where it takes the place of the files in the data folder.</summary>
    public PostgresOptions? Postgres { get; init; }

    /// <summary>Where figures and health are shown, if anywhere.</summary>
    public MetricsOptions? Metrics { get; init; }

    /// <summary>Where traces go, if anywhere.</summary>
    public TracesOptions? Traces { get; init; }
}
