using System.Collections.Immutable;

namespace TapoHive.Control.Contract;

/// <summary>The answer of <c>config show</c>.</summary>
/// <param name="Settings">Every setting, in the order of <c>hocon/tapohive.conf</c>.</param>
public sealed record SettingsReport(ImmutableArray<SettingReport> Settings);
