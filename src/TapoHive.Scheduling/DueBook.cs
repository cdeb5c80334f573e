using System.Collections.Immutable;
using TapoHive.Domain.Schedules;

namespace TapoHive.Scheduling;

/// <summary>What one house is still to be asked. An answer crosses out only what was noted before its question was sent: an alarm that
/// goes off between a house's decision and its answer is asked again.</summary>
internal sealed class DueBook
{
    private readonly SortedDictionary<ScheduleName, long> _schedules = [];
    private long? _all;
    private long _asked;

    /// <summary>Whether there is something to ask.</summary>
    public bool IsOpen => _all is not null || _schedules.Count > 0;

    /// <summary>Notes a schedule, or all.</summary>
    public void Add(ScheduleName? schedule)
    {
        if (schedule is { } name)
        {
            _schedules[name] = _asked + 1;
        }
        else
        {
            _all = _asked + 1;
        }
    }

    /// <summary>The schedules to ask for now, none for all; and the number of the question.</summary>
    public (ImmutableArray<ScheduleName> Schedules, long Number) Ask() => (_all is not null ? [] : [.. _schedules.Keys], ++_asked);

    /// <summary>Crosses out what was answered.</summary>
    /// <param name="schedules">The schedules of the question; none for all.</param>
    /// <param name="number">The number of the question.</param>
    public void Answered(ImmutableArray<ScheduleName> schedules, long number)
    {
        if (schedules.IsEmpty)
        {
            _all = _all <= number ? null : _all;
        }

        foreach (var (name, _) in _schedules.Where(pair => pair.Value <= number && (schedules.IsEmpty || schedules.Contains(pair.Key))).ToList())
        {
            _schedules.Remove(name);
        }
    }
}
