using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>Something that happened to an outlet, in the words of <c>why</c>.</summary>
/// <param name="At">When.</param>
/// <param name="What">A stable word: <c>intent</c>, <c>released</c>, <c>ended</c>, <c>observed</c>, <c>press</c>, <c>followed</c> (a person's countdown on the plug), <c>problem</c>, <c>healed</c>, <c>fight</c>, <c>transport</c>.</param>
/// <param name="To">The state it led to, where it is about one.</param>
/// <param name="Origin">Who did it, or what explains it.</param>
public sealed record Happening(Instant At, string What, PowerState? To, string Origin);
