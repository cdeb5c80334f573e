using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Alerts;

/// <summary>Things of one kind with one cause.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="Code">The failure's code, or the reason.</param>
/// <param name="Count">How many.</param>
/// <param name="Since">When the first began.</param>
/// <param name="Sentence">All of them in one sentence of fact, and one of remedy where there is one.</param>
/// <param name="Subnets">Where their plugs are, where more than one is meant.</param>
/// <param name="Items">They, as many as fit.</param>
public sealed record AlertGroup(
    AlertKind Kind,
    string? Code,
    int Count,
    Instant Since,
    string Sentence,
    ImmutableArray<AlertSubnet> Subnets,
    ImmutableArray<AlertItem> Items);
