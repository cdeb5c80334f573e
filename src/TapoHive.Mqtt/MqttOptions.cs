using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Mqtt;

/// <summary>The broker, and how the hive shows itself there.</summary>
/// <param name="Host">Its name or address.</param>
/// <param name="Port">Its TCP port.</param>
public sealed record MqttOptions(string Host, int Port)
{
    /// <summary>Whether the connection is encrypted, and the broker's certificate checked.</summary>
    public MqttEncryption Encryption { get; init; } = MqttEncryption.Off;

    /// <summary>A file of certificates in PEM that are trusted in the place of the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The user, where the broker asks for one.</summary>
    public string? Username { get; init; }

    /// <summary>Where that user's password is kept.</summary>
    public SecretReference? Password { get; init; }

    /// <summary>What every topic of the hive begins with; one a hive.</summary>
    public string Prefix { get; init; } = "tapohive";

    /// <summary>What the topics of Home Assistant's discovery begin with; absent where nothing is announced there.</summary>
    public string? Discovery { get; init; } = "homeassistant";

    /// <summary>The name of this client; one a hive.</summary>
    public string ClientId { get; init; } = "tapohive";

    /// <summary>What tells this hive from every other one, whatever it is called: two with one prefix know each other by it.</summary>
    public string HiveId { get; init; } = "";

    /// <summary>The hive's version, for Home Assistant.</summary>
    public string HiveVersion { get; init; } = "0";

    /// <summary>The pause after a first failure to connect; it doubles up to <see cref="LongestPause"/>.</summary>
    public Duration FirstPause { get; init; } = Duration.FromSeconds(1);

    /// <summary>The longest pause.</summary>
    public Duration LongestPause { get; init; } = Duration.FromMinutes(1);

    /// <summary>How long the broker keeps commands for a hive that is away: what is older is stale, and better not done.</summary>
    public Duration CommandsKept { get; init; } = Duration.FromSeconds(60);
}
