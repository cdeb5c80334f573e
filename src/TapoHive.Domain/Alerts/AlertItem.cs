using NodaTime;
using TapoHive.Domain.Outlets;

namespace TapoHive.Domain.Alerts;

/// <summary>One thing to be told, in words that do not change any more: whoever is told later is told the same.</summary>
/// <param name="Revision">The house's revision that brought it: a channel has been told up to one.</param>
/// <param name="At">When it was decided to tell it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">The plug, outlet or schedule that it is about.</param>
/// <param name="Code">The failure's code, the reason of a skip; of what healed, the code of what it was.</param>
/// <param name="Message">For people.</param>
/// <param name="Since">When it began; of what healed, when that had begun.</param>
/// <param name="Wanted">What an outlet should be.</param>
/// <param name="Reported">What it was last read as.</param>
/// <param name="Address">Where its plug was last reached.</param>
public sealed record AlertItem(
    long Revision,
    Instant At,
    AlertKind Kind,
    string Subject,
    string? Code,
    string Message,
    Instant Since,
    PowerState? Wanted = null,
    PowerState? Reported = null,
    string? Address = null);
