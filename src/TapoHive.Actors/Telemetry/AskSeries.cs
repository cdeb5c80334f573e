using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Telemetry;

/// <summary>To a plug of this node: ask the meter, when there is time, what it recorded while nobody looked.</summary>
internal sealed record AskSeries(HouseName? House, PlugId Plug, SeriesQuestion Question) : IForPlug, INoSerializationVerificationNeeded;
