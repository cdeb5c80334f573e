using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Contract;

/// <summary>One device that answered a discovery probe.</summary>
/// <param name="Id">Its id on the discovery port, where told.</param>
/// <param name="Mac">Its hardware address.</param>
/// <param name="Model">Its model.</param>
/// <param name="Address">Where it answered from, with the port of its web server where it offers one.</param>
/// <param name="Transport">The protocol it offers; null where it is none that is spoken here.</param>
/// <param name="Owner">Whose it is; null where that cannot be told without a hive.</param>
/// <param name="Known">The name it has in a house, where it has one.</param>
/// <param name="Note">A sentence where there is more to say.</param>
/// <param name="WaitsAs">The name to <c>adopt</c> it by, where it waits for that.</param>
public sealed record SightingReport(
    string? Id,
    string Mac,
    string Model,
    string Address,
    Transport? Transport,
    SightedOwner? Owner,
    string? Known,
    string? Note,
    string? WaitsAs = null);
