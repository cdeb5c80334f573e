namespace TapoHive.Control.Contract;

/// <summary>An outlet or plug that is meant.</summary>
/// <param name="Name">Its name in its house.</param>
/// <param name="House">Its house.</param>
public sealed record OutletReference(string Name, string House);
