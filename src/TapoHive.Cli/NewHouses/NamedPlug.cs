using TapoHive.Domain.Plugs;

namespace TapoHive.Cli.NewHouses;

/// <summary>A found plug that a person gave a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Mac">Which plug.</param>
/// <param name="Room">Its room, where given.</param>
internal sealed record NamedPlug(string Name, Mac Mac, string? Room);
