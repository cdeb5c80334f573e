namespace TapoHive.Control.Contract;

/// <summary>A plug that was let in.</summary>
/// <param name="Name">Its name now: from its alias once it has joined, provisional until then.</param>
/// <param name="House">Its house.</param>
/// <param name="Mac">Its hardware address.</param>
/// <param name="Alias">Its name in the vendor's app, once told.</param>
/// <param name="Joined">Whether it has logged in and joined under its alias.</param>
/// <param name="Problem">What keeps it from that, if anything.</param>
public sealed record AdoptedPlugReport(string Name, string House, string Mac, string? Alias, bool Joined, ProblemReport? Problem);
