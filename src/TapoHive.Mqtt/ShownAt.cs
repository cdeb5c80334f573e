namespace TapoHive.Mqtt;

/// <summary>Where a hive shows itself at a broker.</summary>
/// <param name="Prefix">What its topics begin with.</param>
/// <param name="Discovery">What those of its announcements begin with; absent where it announces nothing.</param>
internal sealed record ShownAt(string Prefix, string? Discovery);
