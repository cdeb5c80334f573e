namespace TapoHive.Control.Contract;

/// <summary>Two schedules that want opposite things of one outlet.</summary>
/// <param name="Outlet">The outlet.</param>
/// <param name="Loser">The schedule that loses.</param>
/// <param name="Winner">The schedule that wins.</param>
/// <param name="First">When they first meet.</param>
/// <param name="Times">How often.</param>
/// <param name="Message">The same in a sentence.</param>
public sealed record ConflictReport(string Outlet, string Loser, string Winner, string First, int Times, string Message);
