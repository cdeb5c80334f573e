namespace TapoHive.Control.Contract;

/// <summary>A day, or several in a row, on which a schedule is not due as usual.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Date">The first day.</param>
/// <param name="Days">How many in a row.</param>
/// <param name="Message">What is odd.</param>
public sealed record OddityReport(string Schedule, string Date, int Days, string Message);
