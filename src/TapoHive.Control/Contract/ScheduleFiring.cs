namespace TapoHive.Control.Contract;

/// <summary>One firing of a schedule.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="At">When, RFC 3339 with the offset of its house.</param>
/// <param name="Utc">The same in UTC.</param>
/// <param name="Scene">The scene it runs, if it does.</param>
/// <param name="Selector">What it switches, in words, if it does: <c>on porch</c>.</param>
/// <param name="Note">What is out of the ordinary, or why it is skipped; else empty.</param>
/// <param name="House">Its house.</param>
/// <param name="Skipped">Whether it is left out.</param>
public sealed record ScheduleFiring(string Schedule, string At, string Utc, string? Scene, string? Selector, string Note, string House, bool Skipped);
