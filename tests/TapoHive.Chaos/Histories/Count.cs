namespace TapoHive.Chaos.Histories;

/// <summary>How many of something there are.</summary>
internal sealed record Count(string What, long Now, long Most);
