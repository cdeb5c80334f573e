namespace TapoHive.Domain.Alerts;

/// <summary>Plugs of one /24 network: what fails together often hangs on one switch or access point.</summary>
/// <param name="Network">Such as <c>192.0.2.0/24</c>.</param>
/// <param name="Count">How many of a group's plugs are in it.</param>
/// <param name="Of">How many plugs of the house are.</param>
public sealed record AlertSubnet(string Network, int Count, int Of);
