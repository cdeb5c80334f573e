using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Domain.History;

namespace TapoHive.Actors.History;

/// <summary>How an outlet stood at a moment, and what happened around it.</summary>
/// <param name="Standing">How it stood; absent where the history knows nothing of it then.</param>
/// <param name="Before">The last lines about it up to that moment, newest first.</param>
/// <param name="After">The first lines after it.</param>
/// <param name="Begins">When the history of this outlet begins; absent where there is none.</param>
public sealed record OutletPast(OutletStanding? Standing, ImmutableArray<HistoryLine> Before, ImmutableArray<HistoryLine> After, Instant? Begins)
    : INoSerializationVerificationNeeded;
