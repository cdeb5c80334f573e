namespace TapoHive.Daemon.Configuration;

/// <summary>One setting as it holds, for <c>tapohive config show</c>.</summary>
/// <param name="Key">The whole key: <c>plugs.poll-every</c>.</param>
/// <param name="Text">The value as it was written.</param>
/// <param name="Origin">Who said so: <c>default</c>, <c>FILE:LINE</c>, the environment variable, or <c>--set</c>.</param>
/// <param name="Change">What it takes for another value to hold.</param>
public sealed record ConfigurationValue(string Key, string Text, string Origin, SettingChange Change);
