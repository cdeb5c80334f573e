using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Verbs;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.CommandLine;

/// <summary>What a verb works with: its parsed arguments, the screen, and the way to the hive.</summary>
public sealed class VerbContext(ParseResult parsed, GlobalOptions globals, Screen screen)
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The contract, with sentences a person can read: quotes and umlauts as they are.</summary>
    private static readonly JsonSerializerOptions Readable = new(ContractJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string? _asked;

    /// <summary>The parsed arguments.</summary>
    public ParseResult Parsed { get; } = parsed;

    /// <summary>Where to write.</summary>
    public Screen Screen { get; } = parsed.GetValue(globals.NoColor) ? screen with { Colour = Colour.Never } : screen;

    /// <summary>How to write.</summary>
    public OutputFormat Format { get; } = parsed.GetValue(globals.Output);

    /// <summary>The time-out that was given, if one was.</summary>
    public TimeSpan? GivenTimeout { get; } = parsed.GetValue(globals.Timeout);

    /// <summary>The data folder that was chosen, if one was.</summary>
    public DataFolder? ChosenFolder { get; } = globals.ChosenFolder(parsed);

    /// <summary>The context that is meant; null for the hive of a data folder of this machine.</summary>
    public string? ChosenContext => globals.ChosenContext(Parsed);

    /// <summary>Enters the hive that is meant.</summary>
    /// <exception cref="HiveException">There is none, or it does not let this operator in.</exception>
    public async Task<HiveClient> EnterAsync(CancellationToken cancellation)
    {
        if (ChosenContext is { } context)
        {
            var pass = HiveContexts.Usual.Read(context);
            _asked = NameCache.OfContext(context);
            return await HiveClient.ConnectAsync(pass, pass.Gate!, GivenTimeout ?? UsualTimeout, cancellation);
        }

        var hive = await LocalHive.FindAsync(ChosenFolder, ChosenFolder is null ? ProgramSettings.NamedFolder() : null, cancellation);
        if (hive.Other is { } other)
        {
            await Screen.Error.WriteLineAsync($"Two hives run: this is the one in '{hive.Folder}'. For the other say --data '{other}'.");
        }

        _asked = hive.Folder.Path;
        return await HiveClient.ConnectAsync(hive.Key, hive.Gate, GivenTimeout ?? UsualTimeout, cancellation);
    }

    /// <summary>Remembers the names in an answer of the hive that was entered, for shells to complete.</summary>
    public void Learn(StatusReport report, AnswerPart part)
    {
        if (_asked is { } hive)
        {
            NameCache.Learn(hive, report, part);
        }
    }

    /// <summary>Writes an answer: as one JSON object, or as people like it.</summary>
    public void Write<T>(T report, Action<T> forPeople)
    {
        if (Format == OutputFormat.Json)
        {
            WriteLine(report);
        }
        else
        {
            forPeople(report);
        }
    }

    /// <summary>Writes one value as a line of JSON.</summary>
    public void WriteLine<T>(T value) => Screen.Out.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Readable.GetTypeInfo(typeof(T))));
}
