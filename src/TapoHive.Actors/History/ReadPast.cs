using Akka.Actor;
using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>Asks how an outlet stood at a moment. Answered by <see cref="OutletPast"/>.</summary>
public sealed record ReadPast(HouseName House, OutletKey Outlet, Instant At) : IHistoryQuestion, INoSerializationVerificationNeeded
{
    /// <inheritdoc/>
    public IEnumerable<HouseName> Houses => [House];
}
