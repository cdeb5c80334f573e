using TapoHive.Domain.Houses;

namespace TapoHive.Monitoring;

/// <summary>Whether a hive does what it is asked. Pure.</summary>
internal static class Readiness
{
    /// <summary>What keeps it from that, in a sentence; nothing where it is ready. A hive without a house is: it can be given one.</summary>
    /// <param name="stage">How far it is.</param>
    /// <param name="remembered">The houses that its journal knew when it started.</param>
    /// <param name="views">What houses show.</param>
    public static string? Objection(HiveStage stage, IEnumerable<HouseName> remembered, IReadOnlyDictionary<HouseName, HouseView> views) => stage switch
    {
        HiveStage.Starting => "The hive is starting: it reads its journal and its house files.",
        HiveStage.Stopping => "The hive is stopping.",
        _ when remembered.Where(house => !views.ContainsKey(house)).Select(static house => house.Value).FirstOrDefault() is { } asleep =>
            $"House '{asleep}' has not read its journal yet. The hive's log says what keeps it.",
        _ when views.Values.FirstOrDefault(static view => view.Storage != StorageHealth.Available) is { } mute =>
            $"House '{mute.Name}' cannot write its journal, so it accepts nothing. See that the disk of the data folder is not full and works; the hive's log says more.",
        _ => null,
    };
}
