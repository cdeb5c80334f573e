using TapoHive.Chaos.Histories;

namespace TapoHive.Chaos.Invariants;

/// <summary>Nothing grows for ever.</summary>
internal static class Leaking
{
    public static IEnumerable<string> Grown(History history) => history.Counts
        .Where(static count => count.Now > count.Most)
        .Select(static count => $"There are {count.Now} {count.What}, at most {count.Most} are right.");
}
