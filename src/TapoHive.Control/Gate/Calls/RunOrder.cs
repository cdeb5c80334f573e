using TapoHive.Actors.Messages;
using TapoHive.Control.Selecting;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Gate.Calls;

/// <summary>What one house is asked to do in a request that starts runs.</summary>
/// <param name="House">Which house.</param>
/// <param name="Command">What.</param>
/// <param name="Meant">The outlets that count as failed should it refuse while others accept.</param>
internal sealed record RunOrder(HouseName House, IForHouse Command, HouseSelection Meant);
