namespace TapoHive.Domain.Sightings;

/// <summary>A network that was asked as a whole.</summary>
/// <param name="Interface">The interface's name.</param>
/// <param name="Range">The network, such as <c>192.0.2.0/24</c>.</param>
public sealed record SurveyedNetwork(string Interface, string Range);
