using TapoHive.Domain.Houses;

namespace TapoHive.Control.Gate.Calls;

/// <summary>A message, and the house it is from.</summary>
internal sealed record FromHouse<T>(HouseName House, T Message);
