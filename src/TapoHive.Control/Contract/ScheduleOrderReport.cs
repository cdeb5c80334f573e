namespace TapoHive.Control.Contract;

/// <summary>The answer to an order about schedules.</summary>
/// <param name="House">The house that took it.</param>
/// <param name="Message">What is so now.</param>
public sealed record ScheduleOrderReport(string House, string Message);
