using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Actors.Accounts;
using TapoHive.Actors.Houses;

namespace TapoHive.Mqtt;

/// <summary>Everything around the actor that speaks to the broker.</summary>
/// <param name="Options">The broker.</param>
/// <param name="Board">What every house last showed of itself.</param>
/// <param name="Houses">Takes messages for houses.</param>
/// <param name="Secrets">Reads the broker's password.</param>
/// <param name="Loggers">Where logs go.</param>
/// <param name="Meters">What meters say, where anybody asks them.</param>
/// <param name="PlaceFile">The file that remembers where the hive showed itself last, so that what is left there is taken away when the settings change.</param>
public sealed record MqttSurroundings(
    MqttOptions Options, HouseBoard Board, IActorRef Houses, ReadSecret Secrets, ILoggerFactory Loggers, ReadMeter? Meters = null, string? PlaceFile = null);
