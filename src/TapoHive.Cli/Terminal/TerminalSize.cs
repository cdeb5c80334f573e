namespace TapoHive.Cli.Terminal;

/// <summary>How large a terminal is.</summary>
/// <param name="Columns">Characters in a line.</param>
/// <param name="Rows">Lines.</param>
public readonly record struct TerminalSize(int Columns, int Rows);
