using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>
/// Judges what is due of one schedule and not decided yet. Of several the last one counts; a window is always brought to where it
/// should be, anything else only while its grace lasts.
/// </summary>
/// <param name="schedule">The schedule.</param>
/// <param name="memory">What the house remembers of it.</param>
/// <param name="pause">The pause of the whole house.</param>
/// <param name="times">When it is due.</param>
public sealed class OccurrenceJudge(ScheduleDefinition schedule, ScheduleMemory memory, SchedulePause? pause, ScheduleTimes times)
{
    /// <summary>How many missed occurrences are listed one by one: the latest ones.</summary>
    public const int MostListed = 100;

    private const int MostLookedAt = 1000;

    // The sun, a spread or a country's clocks may be reckoned otherwise than when the mark was made; the key tells.
    private static readonly Duration Slack = Duration.FromHours(36);
    private static readonly Duration WindowsLookBack = Duration.FromDays(60);

    /// <summary>The judgements, in the order in which the occurrences were due.</summary>
    public IReadOnlyList<Judgement> Judge(Instant upTo, Instant now)
    {
        var due = (schedule.When is ScheduleTiming.Window ? DueEdges(upTo) : Due(upTo, now))
            .Where(occurrence => memory.Mark is not { } mark || occurrence.Key.CompareTo(mark) > 0)
            .OrderBy(occurrence => occurrence.Due)
            .ThenBy(occurrence => occurrence.Key)
            .ToList();
        var judged = new List<Judgement>(due.Count);
        foreach (var occurrence in due)
        {
            judged.Add(First(occurrence, now, judged));
        }

        var counts = judged.FindLastIndex(judgement => judgement.Skip is null);
        for (var i = 0; i < counts; i++)
        {
            if (judged[i].Skip is null)
            {
                judged[i] = judged[i] with { Skip = SkipReason.Superseded };
            }
        }

        return judged.Count > MostListed ? judged[^MostListed..] : judged;
    }

    private Judgement First(Occurrence occurrence, Instant now, List<Judgement> before)
    {
        if (occurrence.LeftOut is { } words)
        {
            return new Judgement(occurrence, SkipReason.Calendar, words);
        }

        var ends = occurrence.Key.Edge == WindowEdge.End;
        if (ends && !HasBegun(occurrence, before))
        {
            return new Judgement(occurrence, SkipReason.NotBegun);
        }

        if (memory.SkipNext == occurrence.Key)
        {
            return new Judgement(occurrence, SkipReason.Ordered);
        }

        // The end of a window that runs is always carried out, whoever went on vacation meanwhile.
        if (!ends && (memory.Pause?.Covers(schedule.Name, occurrence.Due) == true || pause?.Covers(schedule.Name, occurrence.Due) == true))
        {
            return new Judgement(occurrence, SkipReason.Paused);
        }

        return schedule.When is not ScheduleTiming.Window && now - occurrence.Due > schedule.Grace
            ? new Judgement(occurrence, SkipReason.Late)
            : new Judgement(occurrence, null);
    }

    private bool HasBegun(Occurrence end, List<Judgement> before)
    {
        var start = OccurrenceKey.Of(end.Key.Date!.Value, WindowEdge.Start);
        return memory.Running == start
            || memory.TakesOver is not null
            || before.Exists(judgement => judgement.Occurrence.Key == start && judgement.Skip is null);
    }

    private List<Occurrence> DueEdges(Instant upTo)
    {
        if (memory.MarkDue is { } mark)
        {
            var from = Instant.Max(mark - Slack, upTo - WindowsLookBack);
            List<Occurrence> edges = [.. times.Between(from, upTo)];
            return edges.Count == 0 && times.Last(upTo) is { } last ? [last] : edges;
        }

        // A window that the file brings while it runs begins at once; one that is over has nothing to end.
        List<Occurrence> fresh = [.. times.Between(Instant.Max(memory.Since, upTo - WindowsLookBack), upTo)];
        var running = times.Last(memory.Since);
        if (running is null && memory.TakesOver?.Date is { } began)
        {
            // Its calendar now leaves out all days that were: what runs ends, as any window does whose time is over.
            var date = times.Between(memory.Since, memory.Since + Slack).Any(edge => edge.LeftOut is null && edge.Key.Date == began) ? began.PlusDays(-1) : began;
            return [new Occurrence(schedule.Name, OccurrenceKey.Of(date, WindowEdge.End), memory.Since), .. fresh];
        }

        return running is not null && (running.Key.Edge == WindowEdge.Start || memory.TakesOver is not null) ? [running, .. fresh] : fresh;
    }

    private IEnumerable<Occurrence> Due(Instant upTo, Instant now)
    {
        var from = memory.MarkDue is not { } mark ? memory.Since
            : schedule.When is ScheduleTiming.At ? Instant.Max(memory.Since, mark - Slack)
            : mark;
        var inTime = Instant.Min(upTo, now - schedule.Grace);
        var missed = from < inTime ? times.Between(from, inTime).Take(MostLookedAt) : [];
        return missed.Concat(times.Between(Instant.Max(from, inTime), upTo));
    }
}
