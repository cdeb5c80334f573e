using NodaTime;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Outlets;

namespace TapoHive.Alerts.Tests;

/// <summary>A message about a heater, and houses' ways of telling it.</summary>
internal static class Messages
{
    public const string Canary = "whsec_aHVudGVyMi1jYW5hcnktdGhhdC1tdXN0LW5vdC1zaG93";
    public static readonly Instant Morning = Instant.FromUtc(2026, 1, 5, 8, 0);

    public static readonly AlertItem Item = new(
        7, Morning + Duration.FromSeconds(60), AlertKind.NotConverged, "heater", "dark", "It does not answer: \"plug\" 'ü'.", Morning, PowerState.Off, PowerState.On, "192.0.2.7");

    public static readonly AlertMessage Heater = new(
        "msg_0123456789abcdef0123456789abcdef",
        "hillside",
        Morning + Duration.FromSeconds(61),
        "heater: It does not answer.",
        [new AlertGroup(AlertKind.NotConverged, "dark", 1, Morning, "heater: It does not answer.", [new AlertSubnet("192.0.2.0/24", 1, 2)], [Item])],
        7);

    public static NotifyDefinition Notify(WebhookDefinition? webhook = null, AlertCommand? command = null) =>
        new(NotifyDefinition.UsualAfter, NotifyDefinition.UsualPause, webhook, command);
}
