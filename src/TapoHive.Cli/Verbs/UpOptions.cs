using System.Collections.Immutable;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Verbs;

/// <summary>What <c>up</c> was asked to run.</summary>
/// <param name="Folder">The data folder that was asked for; null where the settings decide.</param>
/// <param name="HouseFiles">House files to apply, as typed.</param>
/// <param name="DemoPlugs">How many emulated plugs to run; null for a real house.</param>
/// <param name="ConfigurationFile">The file of settings that was asked for; null for the usual places.</param>
/// <param name="Settings">Single settings, as typed.</param>
/// <param name="Started">To be called once, when the gate is open and commands are taken.</param>
public sealed record UpOptions(
    DataFolder? Folder,
    ImmutableArray<string> HouseFiles,
    int? DemoPlugs,
    string? ConfigurationFile,
    ImmutableArray<string> Settings,
    Action<UpStarted, DataFolder> Started)
{
    /// <summary>Whether logs on a terminal may have colours.</summary>
    public bool Colours { get; init; }
}
