using TapoHive.Domain.Failures;
using TapoHive.Domain.Sightings;

namespace TapoHive.Cli.NewHouses;

/// <summary>A plug of the account that answered, and what came of a first word with it.</summary>
/// <param name="Sighting">Its answer.</param>
/// <param name="Alias">Its name in the Tapo app; empty where it was not told.</param>
/// <param name="Trouble">Why it could not be spoken to; absent where it could, or was not tried.</param>
internal sealed record FoundPlug(Sighting Sighting, string Alias, Failure? Trouble);
