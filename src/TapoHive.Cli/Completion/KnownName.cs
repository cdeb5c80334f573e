namespace TapoHive.Cli.Completion;

/// <summary>One name.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Text">As it is typed.</param>
/// <param name="Hint">A word or two beside it; may be empty.</param>
public readonly record struct KnownName(NameKind Kind, string Text, string Hint);
