using Spectre.Console;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive context list</c>.</summary>
public static class ContextListVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb("list", "Show the hives that you may command from here.", ("context list", "the one in use is marked"));
        return verb.Does(globals, screen, (context, _) =>
        {
            var report = new ContextsReport([.. HiveContexts.Usual.Names.Prepend(HiveContexts.Local).Select(Report)]);
            context.Write(report, it => Draw(context.Screen, it));
            return Task.FromResult(ExitCode.Done);
        });
    }

    /// <summary>One of them.</summary>
    internal static ContextReport Report(string name)
    {
        var isCurrent = HiveContexts.Usual.Current == name;
        if (name == HiveContexts.Local)
        {
            return new ContextReport(name, isCurrent, null, null, null);
        }

        var key = HiveContexts.Usual.Read(name);
        return new ContextReport(name, isCurrent, key.Name, key.Role, key.Gate);
    }

    private static void Draw(Screen screen, ContextsReport report)
    {
        var table = Tables.Of("", "CONTEXT", "OPERATOR", "ROLE", "GATE");
        foreach (var it in report.Contexts)
        {
            table.AddRow(
                new Text(it.Current ? "*" : ""),
                new Text(it.Name),
                new Text(it.Operator ?? "-"),
                new Text(it.Role is { } role ? OperatorLines.Word(role) : "-"),
                new Text(it.Gate?.ToString() ?? "this machine"));
        }

        Tables.Write(table, screen);
    }
}
