namespace TapoHive.Control.Contract;

/// <summary>A house and its time zone, as an IANA name.</summary>
public sealed record HouseZone(string Name, string TimeZone);
