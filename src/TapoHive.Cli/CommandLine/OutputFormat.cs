namespace TapoHive.Cli.CommandLine;

/// <summary>How answers are written.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Table,

    /// <summary>For programs: one object, or one a line where it goes on.</summary>
    Json,
}
