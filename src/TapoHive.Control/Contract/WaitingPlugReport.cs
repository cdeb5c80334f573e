using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Contract;

/// <summary>A found plug that waits for <c>adopt</c>.</summary>
/// <param name="Name">The name to adopt it by; it gets another one, from its alias, when it has joined.</param>
/// <param name="House">The house it waits for.</param>
/// <param name="Mac">Its hardware address.</param>
/// <param name="Model">Its model.</param>
/// <param name="Address">Where it was last seen.</param>
/// <param name="Transport">The protocol it offers.</param>
/// <param name="Alias">Its name in the vendor's app, where it was known once; nobody has logged in to ask.</param>
/// <param name="Forgotten">Whether it was in the house before and an operator took it out.</param>
/// <param name="SeenAgeSeconds">How long ago it was last seen.</param>
public sealed record WaitingPlugReport(
    string Name,
    string House,
    string Mac,
    string Model,
    string Address,
    Transport? Transport,
    string? Alias,
    bool Forgotten,
    double SeenAgeSeconds);
