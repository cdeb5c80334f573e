using NodaTime;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.History;

/// <summary>How an outlet stands since an event; nothing where it left its house.</summary>
/// <param name="Key">Which outlet.</param>
/// <param name="Revision">The number of the event.</param>
/// <param name="Since">Since when; never before an earlier standing of the outlet, also where the clock was set back.</param>
/// <param name="Standing">How it stands.</param>
public sealed record StandingLine(OutletKey Key, long Revision, Instant Since, OutletStanding? Standing);
