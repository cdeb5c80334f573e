namespace TapoHive.Control.Contract;

/// <summary>One setting as it holds.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Value">The value as it was written.</param>
/// <param name="Origin">Who said so: <c>default</c>, <c>FILE:LINE</c>, the environment variable, or <c>--set</c>.</param>
/// <param name="Change">What a change takes: <c>reload</c> (SIGHUP) or <c>restart</c>.</param>
public sealed record SettingReport(string Key, string Value, string Origin, string Change);
