using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>One listed plug. At least one of <paramref name="Mac"/>, <paramref name="Id"/> and <paramref name="Host"/> says which device it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mac">Its hardware address, where given.</param>
/// <param name="Id">Its device id (of either kind), where given.</param>
/// <param name="Host">Its address, where given; the port is 80 unless said.</param>
/// <param name="Account">The account it belongs to, by name.</param>
/// <param name="Room">Its room, where given.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Protection">Whether it is only ever meant by its own name.</param>
/// <param name="Base">What it should be when nobody else asks, where given.</param>
/// <param name="Press">Its own press policy, where given.</param>
/// <param name="Outlets">The named outlets of a strip; empty for a plug with one relay, and for a strip whose outlets nobody named.</param>
/// <param name="MaxOn">How long it may be on at a time, where given; of a strip, each outlet.</param>
public sealed record PlugDefinition(
    PlugName Name,
    Mac? Mac,
    string? Id,
    PlugAddress? Host,
    AccountName Account,
    string? Room,
    ImmutableArray<string> Tags,
    Protect Protection,
    PowerState? Base,
    PressPolicy? Press,
    ImmutableArray<OutletDefinition> Outlets,
    Duration? MaxOn = null);
