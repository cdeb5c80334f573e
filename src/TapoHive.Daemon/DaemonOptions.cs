using NodaTime;
using TapoHive.Actors;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Telemetry;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Convergence;
using TapoHive.Mqtt;
using TapoHive.Protocol;

namespace TapoHive.Daemon;

/// <summary>What a hive is started with.</summary>
/// <param name="Folder">Its data folder; made where there is none.</param>
public sealed record DaemonOptions(DataFolder Folder)
{
    /// <summary>The times plugs live by.</summary>
    public PlugPolicy Policy { get; init; } = PlugPolicy.Usual;

    /// <summary>How many plugs connect at a time.</summary>
    public AdmissionLimits Admission { get; init; } = new();

    /// <summary>For how long the history is kept; the journal itself is kept for ever.</summary>
    public Duration KeepHistory { get; init; } = Duration.FromDays(400);

    /// <summary>For how long energy is kept.</summary>
    public EnergyKeeping KeepEnergy { get; init; } = EnergyKeeping.Usual;

    /// <summary>The MQTT broker, where there is one.</summary>
    public MqttOptions? Mqtt { get; init; }

    /// <summary>The PostgreSQL database, where it takes the place of the files in the data folder.</summary>
    public PostgresOptions? Postgres { get; init; }

    /// <summary>Whether no plug is spoken to before <see cref="Hive.StartPlugs"/>: who opens a gate is heard before thousands of plugs are.</summary>
    public bool HoldsPlugs { get; init; }

    /// <summary>How plugs are spoken to.</summary>
    public PlugConnectorOptions Connector { get; init; } = new();
}
