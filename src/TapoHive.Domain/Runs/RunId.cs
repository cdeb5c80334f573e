using System.Globalization;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Runs;

/// <summary>One execution of a command or scene: the revision of the event that started it, unique in its house.</summary>
public readonly record struct RunId(long Number) : IText<RunId>, IComparable<RunId>
{
    /// <inheritdoc/>
    public int CompareTo(RunId other) => Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public static RunId FromText(string text) => new(long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
