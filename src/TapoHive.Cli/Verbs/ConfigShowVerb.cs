using System.CommandLine;
using System.Text.Json;
using Spectre.Console;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Daemon.Configuration;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive config show</c>. No setting is a secret: those are references in house files.</summary>
public static class ConfigShowVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var config = new Option<string?>("--config") { Description = "the file of settings, as 'up' takes it", HelpName = "FILE" };
        var settings = new Option<string[]>("--set") { Description = "one setting, as 'up' takes it", HelpName = "KEY=VALUE" };
        var verb = new Verb(
            "show",
            "Show every setting as 'up' would take it here and now: its value, who said so, and what it takes to change it.",
            ("config show", "defaults, files, environment, each value with its origin"),
            ("config show --config hive.conf", "try a file before it is used"));
        verb.Options.Add(config);
        verb.Options.Add(settings);
        return verb.Does(globals, screen, (context, _) =>
        {
            var read = ProgramSettings.Read(context.Parsed.GetValue(config), context.Parsed.GetValue(settings) ?? []);
            context.Write(Report(read), _ => Draw(context.Screen, read));
            ProgramSettings.Tell(read, context.Screen.Error);
            return Task.FromResult(read.Configuration is null ? ExitCode.Error : ExitCode.Done);
        });
    }

    private static SettingsReport Report(ConfigurationResult read) => new(
        [.. read.Values.Select(static value => new SettingReport(value.Key, value.Text, value.Origin, JsonNamingPolicy.KebabCaseLower.ConvertName(value.Change.ToString())))]);

    private static void Draw(Screen screen, ConfigurationResult read)
    {
        var table = Tables.Of("SETTING", "VALUE", "SAID BY", "CHANGE TAKES");
        foreach (var value in read.Values)
        {
            table.AddRow(
                new Text(value.Key), new Text(Tables.Plain(value.Text)), new Text(value.Origin), new Text(value.Change == SettingChange.Reload ? "SIGHUP" : "restart"));
        }

        Tables.Write(table, screen);
    }
}
