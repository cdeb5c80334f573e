using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;

namespace TapoHive.Domain.Houses;

/// <summary>What a house file says, checked and complete: what a person decided. It holds references to secrets, never secrets.</summary>
/// <param name="Name">The house.</param>
/// <param name="TimeZone">IANA zone of its schedules.</param>
/// <param name="Accounts">The TP-Link accounts its plugs belong to; the first is the default one.</param>
/// <param name="Discovery">Where plugs are looked for, and what becomes of found ones.</param>
/// <param name="Press">What a press on a plug's button means, where the plug does not say otherwise.</param>
/// <param name="Plugs">The plugs a person listed.</param>
/// <param name="Location">Where it stands, where given.</param>
/// <param name="Scenes">Its scenes, in the order written; absent where it has none.</param>
/// <param name="Schedules">Its schedules, in the order written; absent where it has none.</param>
/// <param name="Calendars">Its calendars; absent where it has none.</param>
/// <param name="Updates">What is made of plugs that update themselves, where given.</param>
/// <param name="Notify">How people are told of trouble; absent where nobody is.</param>
public sealed record HouseDefinition(
    HouseName Name,
    string TimeZone,
    ImmutableArray<AccountDefinition> Accounts,
    DiscoveryDefinition Discovery,
    PressPolicy Press,
    ImmutableArray<PlugDefinition> Plugs,
    Location? Location = null,
    ImmutableArray<SceneDefinition>? Scenes = null,
    ImmutableArray<ScheduleDefinition>? Schedules = null,
    ImmutableArray<CalendarDefinition>? Calendars = null,
    FirmwareUpdates? Updates = null,
    NotifyDefinition? Notify = null)
{
    /// <summary>The schedule of a name.</summary>
    public ScheduleDefinition? Schedule(ScheduleName name) => (Schedules ?? []).FirstOrDefault(schedule => schedule.Name == name);

    /// <summary>The scene of a name.</summary>
    public SceneDefinition? Scene(SceneName name) => (Scenes ?? []).FirstOrDefault(scene => scene.Name == name);
}
