using System.Collections.Immutable;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Completion;

/// <summary>The names of a hive that a shell can complete: what the command line saw of them last. A hint, never the truth.</summary>
/// <param name="Names">All of them, each with its kind.</param>
public sealed record KnownNames(ImmutableArray<KnownName> Names)
{
    /// <summary>Nothing was seen yet.</summary>
    public static KnownNames None { get; } = new([]);

    /// <summary>The names of some kinds, in order.</summary>
    public IEnumerable<KnownName> Of(params ReadOnlySpan<NameKind> kinds)
    {
        var wanted = kinds.ToArray();
        return Names.Where(name => Array.IndexOf(wanted, name.Kind) >= 0);
    }

    /// <summary>The names in an answer of <c>status</c>.</summary>
    public static KnownNames In(StatusReport report)
    {
        var several = report.Houses.Length > 1;
        var outlets = report.Outlets;
        return new KnownNames(
        [
            .. Each(NameKind.Outlet, outlets.Select(outlet => (several ? outlet.FullName : outlet.Name, outlet.Room))),
            .. Each(NameKind.Plug, outlets.Select(outlet => (several ? $"{outlet.House}/{outlet.Plug}" : outlet.Plug, outlet.Model))),
            .. Each(NameKind.Room, outlets.Select(static outlet => (outlet.Room ?? "", (string?)null))),
            .. Each(NameKind.Tag, outlets.SelectMany(static outlet => outlet.Tags).Select(static tag => (tag, (string?)null))),
            .. Each(NameKind.Model, outlets.Select(static outlet => (outlet.Model ?? "", (string?)null))),
            .. Each(NameKind.House, report.Houses.Select(static house => (house.Name, (string?)null))),
            .. Each(NameKind.Scene, report.Houses.SelectMany(house => house.Scenes.Select(scene => (several ? $"{house.Name}/{scene}" : scene, (string?)null)))),
            .. Each(NameKind.Schedule, report.Houses.SelectMany(house => house.Schedules.Select(schedule => (several ? $"{house.Name}/{schedule}" : schedule, (string?)null)))),
            .. Each(NameKind.Waiting, report.Waiting.Select(plug => (several ? $"{plug.House}/{plug.Name}" : plug.Name, (string?)plug.Model))),
        ]);
    }

    /// <summary>With what is known of outlets, plugs and their words besides, from an answer about some of them only.</summary>
    public KnownNames And(KnownNames before) => new(
    [
        .. Names.Concat(before.Of(NameKind.Outlet, NameKind.Plug, NameKind.Room, NameKind.Tag, NameKind.Model))
            .DistinctBy(static name => (name.Kind, name.Text))
            .OrderBy(static name => name.Kind)
            .ThenBy(static name => name.Text, StringComparer.Ordinal),
    ]);

    /// <summary>Whether both say the same.</summary>
    public bool SaysTheSameAs(KnownNames other) => Names.AsSpan().SequenceEqual(other.Names.AsSpan());

    private static IEnumerable<KnownName> Each(NameKind kind, IEnumerable<(string Text, string? Hint)> names) => names
        .Where(static name => name.Text.Length > 0 && !name.Text.Any(char.IsControl))
        .DistinctBy(static name => name.Text, StringComparer.Ordinal)
        .OrderBy(static name => name.Text, StringComparer.Ordinal)
        .Select(name => new KnownName(kind, name.Text, Plain(name.Hint)));

    private static string Plain(string? hint) => hint is null ? "" : string.Concat(hint.Where(static c => !char.IsControl(c)));
}
