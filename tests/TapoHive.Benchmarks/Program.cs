using System.CommandLine;
using Spectre.Console;
using TapoHive.Benchmarks.Bare;
using TapoHive.Benchmarks.Codecs;
using TapoHive.Benchmarks.Figures;
using TapoHive.Benchmarks.Rows;
using TapoHive.Benchmarks.Stage;
using TapoHive.Control.Client;

namespace TapoHive.Benchmarks;

/// <summary>
/// Measures what TapoHive claims, side by side with what people use today and with the least that could be done. One command a row; <c>all</c> is the
/// whole table. To be run on a machine that has nothing else to do.
/// </summary>
internal static class Program
{
    public const string Name = "artifacts/bin/TapoHive.Benchmarks/release/TapoHive.Benchmarks";

    private static readonly Option<string?> Json = new("--json") { Description = "a file for the same figures as JSON", HelpName = "FILE", Recursive = true };
    private static readonly Option<string?> Tapohive = new("--program") { Description = "the program to measure, instead of the one built beside this", HelpName = "FILE", Recursive = true };
    private static readonly Option<Field> Beside = new("--beside") { Description = "who runs beside the hive", DefaultValueFactory = static _ => Field.All };
    private static readonly Option<int> Plugs = new("--plugs") { Description = "how many plugs", HelpName = "N", DefaultValueFactory = static _ => 500 };
    private static readonly Option<string> Mix = new("--mix") { Description = "which kinds, as emulate takes it", HelpName = "MIX", DefaultValueFactory = static _ => "klap=1" };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "how many rounds", HelpName = "N", DefaultValueFactory = static _ => 5 };
    private static readonly Option<int> ManyRounds = new("--rounds") { Description = "how many rounds", HelpName = "N", DefaultValueFactory = static _ => 15 };
    private static readonly Option<int> Starts = new("--starts") { Description = "how often all processes start anew", HelpName = "N", DefaultValueFactory = static _ => 3 };
    private static readonly Option<int> FewRounds = new("--rounds") { Description = "how many rounds each start has", HelpName = "N", DefaultValueFactory = static _ => 3 };
    private static readonly Option<int> Delay = new("--delay") { Description = "milliseconds on the way", HelpName = "MS", DefaultValueFactory = static _ => 100 };

    private static readonly Option<int> Many = new("--plugs") { Description = "how many plugs", HelpName = "N", DefaultValueFactory = static _ => 10_000 };
    private static readonly Option<int> Seconds = new("--seconds") { Description = "how long it is watched while idle", HelpName = "N", DefaultValueFactory = static _ => 60 };
    private static readonly Option<int[]> Sizes = new("--sizes") { Description = "how many plugs, smallest first", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = static _ => [100, 1000, 10_000] };
    private static readonly Option<int> Minutes = new("--minutes") { Description = "how long", HelpName = "N", DefaultValueFactory = static _ => 60 };
    private static readonly Option<int> YearOutlets = new("--outlets") { Description = "how many outlets have a year each", HelpName = "N", DefaultValueFactory = static _ => 1_000 };
    private static readonly Option<int> MinuteDays = new("--minute-days") { Description = "how many days of it by the minute too", HelpName = "N", DefaultValueFactory = static _ => 3 };
    private static readonly Option<int> Seed = new("--seed") { Description = "the same seed gives the same troubles", HelpName = "N", DefaultValueFactory = static _ => 1 };

    public static async Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Measures TapoHive beside its peers.") { Json, Tapohive };
        root.Subcommands.Add(Measure("on-all", "every relay of N plugs, no session open", [Plugs, Mix, Starts, FewRounds, Beside], static async (parsed, cancellation) =>
            [await SwitchingAll.FromNothingAsync(parsed.GetValue(Plugs), parsed.GetValue(Mix)!, parsed.GetValue(Starts), parsed.GetValue(FewRounds), parsed.GetValue(Beside), cancellation)]));
        root.Subcommands.Add(Measure("writes", "writes a second, sessions open", [Plugs, Mix, Starts, FewRounds, Beside], static async (parsed, cancellation) =>
            [await SwitchingAll.WithSessionsAsync(parsed.GetValue(Plugs), parsed.GetValue(Mix)!, parsed.GetValue(Starts), parsed.GetValue(FewRounds), parsed.GetValue(Beside), cancellation)]));
        root.Subcommands.Add(Measure("delay", "the same behind a slow network that loses something", [Plugs, Mix, Starts, FewRounds, Delay], static async (parsed, cancellation) =>
            [await SwitchingAll.DelayedAsync(parsed.GetValue(Plugs), parsed.GetValue(Mix)!, parsed.GetValue(Starts), parsed.GetValue(FewRounds), parsed.GetValue(Delay), cancellation)]));
        root.Subcommands.Add(Measure("command", "status and on, whole process, and the hive's share", [Rounds], static async (parsed, cancellation) =>
            [await WholeCommand.MeasureAsync(parsed.GetValue(Rounds), cancellation)]));
        root.Subcommands.Add(Measure("large", "a large house idle, then killed and started again", [Many, Seconds], static async (parsed, cancellation) =>
            await LargeHouse.IdleAndRestartAsync(parsed.GetValue(Many), parsed.GetValue(Seconds), cancellation)));
        root.Subcommands.Add(Measure("growth", "what a plug costs as they grow in number", [Sizes], static async (parsed, cancellation) =>
            [await LargeHouse.GrowthAsync(parsed.GetValue(Sizes)!, cancellation)]));
        root.Subcommands.Add(Measure("black-holes", "healthy plugs while 30% swallow every packet", [Plugs, Mix, ManyRounds], static async (parsed, cancellation) =>
            [await ScriptedRow.BlackHolesAsync(parsed.GetValue(Plugs), parsed.GetValue(Mix)!, parsed.GetValue(ManyRounds), cancellation)]));
        root.Subcommands.Add(Measure("punctuality", "relays after their scheduled instant", [Plugs, Rounds], static async (parsed, cancellation) =>
            [await ScriptedRow.PunctualityAsync(parsed.GetValue(Plugs), parsed.GetValue(Rounds), cancellation)]));
        root.Subcommands.Add(Measure("told", "how soon a person is told of an outlet that does not converge", [], static async (_, cancellation) =>
            [await BeingTold.MeasureAsync(cancellation)]));
        root.Subcommands.Add(Measure("soak", "mixed load and faults, minute by minute", [Plugs, Mix, Minutes, Seed], static async (parsed, cancellation) =>
            [await Soak.MeasureAsync(parsed.GetValue(Plugs), parsed.GetValue(Mix)!, parsed.GetValue(Minutes), parsed.GetValue(Seed), cancellation)]));
        root.Subcommands.Add(Measure("energy-year", "a year of one outlet's energy", [YearOutlets, MinuteDays, Rounds], static async (parsed, cancellation) =>
            [await YearOfEnergy.MeasureAsync(parsed.GetValue(YearOutlets), parsed.GetValue(MinuteDays), parsed.GetValue(Rounds), cancellation)]));
        root.Subcommands.Add(Measure("codecs", "the codecs alone", [], static (_, _) => Task.FromResult<Row[]>([CodecRow.Measure()])));
        root.Subcommands.Add(Measure("all", "the whole table", [Starts, FewRounds], static (parsed, cancellation) => WholeTable.MeasureAsync(parsed.GetValue(Starts), parsed.GetValue(FewRounds), cancellation)));
        root.Subcommands.Add(Bare());
        return await root.Parse(arguments).InvokeAsync();
    }

    private static Command Measure(string name, string description, Option[] options, Func<ParseResult, CancellationToken, Task<Row[]>> measure)
    {
        var command = new Command(name, description);
        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                if (parsed.GetValue(Tapohive) is { } program)
                {
                    Places.Tapohive = Path.GetFullPath(program);
                }

                var machine = await Machine.LookAsync(cancellation);
                var rows = await measure(parsed, cancellation);
                // Wide enough for a row a line, also where the output is a file.
                AnsiConsole.Profile.Width = 150;
                ReportTable.Write(machine);
                foreach (var row in rows)
                {
                    ReportTable.Write(row);
                }

                if (parsed.GetValue(Json) is { } file)
                {
                    await File.WriteAllTextAsync(file, new Report(DateTimeOffset.UtcNow, machine, rows).ToJson(), cancellation);
                }

                return 0;
            }
            catch (Exception e) when (e is MeasurementException or HiveException)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return 1;
            }
        });
        return command;
    }

    private static Command Bare()
    {
        var transport = new Argument<string>("transport");
        var command = new Command("bare", "the limit, as a process that takes orders on its input") { Hidden = true };
        command.Arguments.Add(transport);
        command.SetAction((parsed, _) => BareLoop.RunAsync(parsed.GetValue(transport)!, Console.In, Console.Out));
        return command;
    }
}
