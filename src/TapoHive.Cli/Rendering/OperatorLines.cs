using System.Globalization;
using Spectre.Console;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;

namespace TapoHive.Cli.Rendering;

/// <summary>Operators and their keys, as people read them.</summary>
internal static class OperatorLines
{
    /// <summary>Who may enter.</summary>
    public static void Table(Screen screen, OperatorsReport report)
    {
        var table = Tables.Of("OPERATOR", "ROLE", "SINCE", "KEY", "HERE NOW");
        foreach (var it in report.Operators)
        {
            table.AddRow(
                new Text(it.Name),
                new Text(Word(it.Role)),
                new Text(it.Since?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "-"),
                new Text(it.Fingerprint),
                new Text(it.Conversations.ToString(CultureInfo.InvariantCulture)));
        }

        Tables.Write(table, screen);
    }

    /// <summary>A new operator's file.</summary>
    public static void Written(Screen screen, IssuedKey issued, string path)
    {
        screen.Out.WriteLine($"""
            Operator '{issued.Key.Name}' may {Word(issued.Key.Role)}. Its key is in {path}: whoever has that file is the operator, so carry it like a password.
            On the other machine: tapohive context import {Path.GetFileName(path)}
            """);
        Reach(screen, issued.Reach);
    }

    /// <summary>A new key for somebody.</summary>
    public static void Rotated(Screen screen, IssuedKey issued, string path, string? context)
    {
        screen.Out.WriteLine(context is null
            ? $"Operator '{issued.Key.Name}' has a new key, in {path}. Import it where the old one was used: tapohive context import {Path.GetFileName(path)}"
            : $"Operator '{issued.Key.Name}' has a new key, and context '{context}' uses it already.");
        Reach(screen, issued.Reach);
    }

    /// <summary>What a key file holds, without its secrets.</summary>
    public static KeyReport Report(IssuedKey issued, string path) => new(issued.Key.Name, issued.Key.Role, path, issued.Key.Gate, issued.Reach);

    /// <summary>The same of a key that the hive keeps.</summary>
    public static KeyReport Report(OperatorGrant grant) => new(grant.Name, grant.Role, null, null, null);

    /// <summary>A role as the command line writes it.</summary>
    public static string Word(Control.Keys.OperatorRole role) => role.ToString().ToLowerInvariant();

    private static void Reach(Screen screen, string? obstacle)
    {
        if (obstacle is not null)
        {
            screen.Error.WriteLine(obstacle);
        }
    }
}
