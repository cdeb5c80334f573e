using Akka.Actor;
using Microsoft.Extensions.Logging;
using NodaTime;
using TapoHive.Actors.Accounts;
using TapoHive.Domain.Schedules;

namespace TapoHive.Actors.Houses;

/// <summary>Everything around a house's actor.</summary>
/// <param name="Plugs">Passes messages on to plugs.</param>
/// <param name="Discovery">Looks for plugs.</param>
/// <param name="Vault">Is told where the accounts' secrets are.</param>
/// <param name="Board">Where the house shows itself.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Loggers">Where logs go.</param>
/// <param name="Cron">Reckons with cron expressions; absent where none are due.</param>
public sealed record HouseSurroundings(
    IActorRef Plugs,
    IActorRef Discovery,
    IAccountVault Vault,
    HouseBoard Board,
    IClock Clock,
    ILoggerFactory Loggers,
    ICronTimes? Cron = null);
