using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Contract;

/// <summary>How one house stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outlets">How many outlets it has.</param>
/// <param name="Storage">Whether it can write; where it cannot, it accepts nothing.</param>
public sealed record HouseStatus(string Name, int Outlets, StorageHealth Storage)
{
    /// <summary>The names of its scenes.</summary>
    public ImmutableArray<string> Scenes { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The names of its schedules.</summary>
    public ImmutableArray<string> Schedules { get => field.IsDefault ? [] : field; init; } = [];
}
