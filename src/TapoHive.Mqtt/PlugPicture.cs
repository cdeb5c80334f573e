using System.Collections.Immutable;
using TapoHive.Domain.Outlets;

namespace TapoHive.Mqtt;

/// <summary>What belongs to a plug at the broker.</summary>
/// <param name="States">Its topics, and what they are to hold.</param>
/// <param name="Spared">Its topics of which nobody knows what they are to hold: what stands there stays.</param>
/// <param name="Troubled">Its outlets that are in trouble.</param>
internal sealed record PlugPicture(ImmutableArray<KeyValuePair<string, string>> States, ImmutableArray<string> Spared, ImmutableArray<OutletName> Troubled);
