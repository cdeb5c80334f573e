using System.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Control.Client;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.CommandLine;

/// <summary>The options that every verb has.</summary>
public sealed class GlobalOptions
{
    // A hive waits no longer for the proof of a switch.
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromMinutes(10);

    /// <summary><c>--output</c>.</summary>
    public Option<OutputFormat> Output { get; } = new Option<OutputFormat>("--output", "-o")
    {
        Description = "table for people, json for programs",
        HelpName = "table|json",
        Recursive = true,
        DefaultValueFactory = static _ => OutputFormat.Table,
        CustomParser = static result => result.Tokens[0].Value switch
        {
            "table" => OutputFormat.Table,
            "json" => OutputFormat.Json,
            var other => Wrong<OutputFormat>(result, $"'{other}' is no output format; write table or json."),
        },
    }.WithWords("table", "json");

    /// <summary><c>--data</c>.</summary>
    public Option<string?> Data { get; } = new Option<string?>("--data")
    {
        Description = "the hive's data folder (else TAPOHIVE_DATA, else the usual place)",
        HelpName = "DIR",
        Recursive = true,
    }.WithFolders();

    /// <summary><c>--hive</c>.</summary>
    public Option<string?> Hive { get; } = new Option<string?>("--hive")
    {
        Description = "the hive of a context, else the one of 'tapohive context use'",
        HelpName = "CONTEXT",
        Recursive = true,
    }.WithContexts();

    /// <summary><c>--timeout</c>.</summary>
    public Option<TimeSpan?> Timeout { get; } = DurationOption("--timeout", "how long to wait for the hive, and for proof of a switch; at most 10m", isRecursive: true, LongestTimeout);

    /// <summary><c>--no-color</c>.</summary>
    public Option<bool> NoColor { get; } = new("--no-color", "--no-colour") { Description = "no colours (also NO_COLOR)", Recursive = true };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [Output, Data, Hive, Timeout, NoColor];

    /// <summary>The data folder a person chose, by option or environment; null to look around.</summary>
    public DataFolder? ChosenFolder(ParseResult parsed) =>
        Present(parsed.GetValue(Data)) ?? Present(Environment.GetEnvironmentVariable("TAPOHIVE_DATA"));

    /// <summary>The context that is meant; null for the hive of a data folder of this machine.</summary>
    /// <exception cref="HiveException">Both a context and a data folder were named.</exception>
    public string? ChosenContext(ParseResult parsed) => (parsed.GetValue(Hive), Present(parsed.GetValue(Data))) switch
    {
        ({ } hive, { }) when hive != HiveContexts.Local => throw new HiveException(HiveFailure.Invalid, "--hive names a hive elsewhere and --data one of this machine. Say one of the two."),
        ({ } hive, _) => hive == HiveContexts.Local ? null : hive,
        _ when ChosenFolder(parsed) is not null => null,
        _ => HiveContexts.Usual.Current is var current && current != HiveContexts.Local ? current : null,
    };

    /// <summary>An option that takes a duration.</summary>
    public static Option<TimeSpan?> DurationOption(string name, string description, bool isRecursive = false, TimeSpan? most = null) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        Recursive = isRecursive,
        CustomParser = result => !DurationText.TryParse(result.Tokens[0].Value, out var duration) ? Wrong<TimeSpan?>(result, $"'{result.Tokens[0].Value}' is no duration {DurationText.Example}.")
            : duration > most ? Wrong<TimeSpan?>(result, $"'{result.Tokens[0].Value}' is longer than anything is waited for: {name} takes at most {most.Value.TotalMinutes:0}m.")
            : duration,
    };

    private static T? Wrong<T>(System.CommandLine.Parsing.ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }

    private static DataFolder? Present(string? path) => string.IsNullOrWhiteSpace(path) ? null : new DataFolder(Path.GetFullPath(path));
}
