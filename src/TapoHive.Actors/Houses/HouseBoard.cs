using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Houses;

/// <summary>
/// The last view of every house, for readers. Houses put, anybody gets; a reader that wants to follow waits for "anything newer
/// than what I have seen" and so can never be behind by more than one view, nor make anything queue. Thread-safe.
/// </summary>
public sealed class HouseBoard
{
    private readonly Lock _gate = new();
    private ImmutableSortedDictionary<HouseName, HouseView> _views = ImmutableSortedDictionary<HouseName, HouseView>.Empty;
    private ImmutableHashSet<HouseName> _unreadable = [];
    private TaskCompletionSource _changed = NewSignal();
    private long _version;

    /// <summary>All houses, as they last showed themselves.</summary>
    public ImmutableSortedDictionary<HouseName, HouseView> Views => Volatile.Read(ref _views);

    /// <summary>Whether a run of any house is under way.</summary>
    public bool HasOpenRuns => Views.Values.Any(static view => !view.State.OpenRuns.IsEmpty);

    /// <summary>Houses that stopped before they had shown themselves, because their journal cannot be read. They are tried again.</summary>
    public ImmutableHashSet<HouseName> Unreadable => Volatile.Read(ref _unreadable);

    /// <summary>Grows with every publication of any house.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Shows a new view.</summary>
    public void Publish(HouseView view) => Change(() => (_views, _unreadable) = (_views.SetItem(view.Name, view), _unreadable.Remove(view.Name)));

    /// <summary>A house could not read its journal, and has nothing to show.</summary>
    public void CannotRead(HouseName house) => Change(() => _unreadable = _unreadable.Add(house));

    /// <summary>Takes a house away.</summary>
    public void Remove(HouseName house) => Change(() => _views = _views.Remove(house));

    /// <summary>Completes as soon as <see cref="Version"/> is greater than <paramref name="seen"/>.</summary>
    public Task WhenNewerThan(long seen, CancellationToken cancellation)
    {
        lock (_gate)
        {
            return _version > seen ? Task.CompletedTask : _changed.Task.WaitAsync(cancellation);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            _version++;
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
