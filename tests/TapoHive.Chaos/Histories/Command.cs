using System.Collections.Immutable;
using TapoHive.Domain.Outlets;

namespace TapoHive.Chaos.Histories;

/// <summary>A command of a client.</summary>
/// <param name="Origin">By whom; each command has its own.</param>
/// <param name="Verb">On, off, toggle or release.</param>
/// <param name="Outlets">Of which outlets.</param>
/// <param name="Run">The run that it was told was accepted; null where no answer came.</param>
internal sealed record Command(string Origin, string Verb, ImmutableArray<OutletName> Outlets, long? Run);
