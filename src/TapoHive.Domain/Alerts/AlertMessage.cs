using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Alerts;

/// <summary>One message to a person: everything there was to tell, what belongs together in one group.</summary>
/// <param name="Id">The same for the same content, so that a receiver may drop what it has been told already.</param>
/// <param name="House">Of which house.</param>
/// <param name="At">When it was put together.</param>
/// <param name="Summary">All of it in a sentence or a few.</param>
/// <param name="Groups">The parts.</param>
/// <param name="Through">The revision up to which it tells everything.</param>
public sealed record AlertMessage(string Id, string House, Instant At, string Summary, ImmutableArray<AlertGroup> Groups, long Through);
