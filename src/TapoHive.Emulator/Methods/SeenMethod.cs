using TapoHive.Domain.Outlets;

namespace TapoHive.Emulator.Methods;

/// <summary>Is told of each single method a plug has carried out or refused.</summary>
/// <param name="method">Its name.</param>
/// <param name="slot">The relay it was about; null for the parent of a strip.</param>
/// <param name="code">What was answered.</param>
internal delegate void SeenMethod(string method, OutletSlot? slot, int code);
