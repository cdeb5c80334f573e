using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Houses;

/// <summary>
/// One thing a house was asked, waiting for the next write. Decided against the state that all work before it in the same write
/// leads to; answered only once its events are durable.
/// </summary>
/// <param name="Decide">The events it is worth, in the state it meets.</param>
/// <param name="Done">What to say when they are durable, given the state right after them.</param>
/// <param name="Asker">Who is told if they cannot be written; nobody where that is not a person.</param>
internal sealed record HouseWork(
    Func<HouseState, ImmutableArray<HouseEvent>> Decide,
    Action<HouseState> Done,
    IActorRef Asker)
{
    /// <summary>Its span, where what it is part of is traced; it ends with the answer.</summary>
    public Activity? Span { get; init; }

    /// <summary>Answers.</summary>
    public void Finish(HouseState state)
    {
        Done(state);
        Span?.Dispose();
    }

    /// <summary>Says that nothing was done.</summary>
    public void Refuse()
    {
        Span.Fail("storage-unavailable");
        Asker.Tell(new Refused(
            RefusalReason.StorageUnavailable,
            "The hive cannot write its journal, so nothing was changed. See that the disk is not full and the data folder is writable; it goes on by itself."));
    }
}
