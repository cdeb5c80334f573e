using NodaTime;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads the <c>safety</c> of a plug or an outlet.</summary>
internal static class SafetyReader
{
    private const string Example = "safety { max-on = 2h }";
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(30);

    /// <summary>How long it may be on at a time, where that is said.</summary>
    public static Duration? MaxOn(Section plug)
    {
        if (plug.Find("safety")?.Fields(SectionKeys.Safety, Example) is not { } section)
        {
            return null;
        }

        if (section.Find("max-on") is not { } entry)
        {
            section.Missing("max-on", "safety says nothing", $"Write {Example}, or remove it");
            return null;
        }

        if (entry.Take(entry.Value.AsDuration()) is not { } most)
        {
            return null;
        }

        if (most < s_shortest || most > s_longest)
        {
            entry.Error(
                most < s_shortest ? "nothing can be on for less than a second" : "a limit of more than 30 days protects nobody",
                "Write for example max-on = 2h");
            return null;
        }

        return Duration.FromTimeSpan(most);
    }
}
