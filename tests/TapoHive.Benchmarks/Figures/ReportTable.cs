using System.Globalization;
using Spectre.Console;

namespace TapoHive.Benchmarks.Figures;

/// <summary>The same for people.</summary>
internal static class ReportTable
{
    public static void Write(Row row)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(row.Title)), Border = TableBorder.Rounded };
        table.AddColumns("figure", "median", "quartiles", "unit", "n", "budget", "met");
        foreach (var figure in row.Figures)
        {
            table.AddRow(
                Markup.Escape(figure.Name),
                Number(figure.Series.Median),
                figure.Series.Values.Count > 1 ? $"{Number(figure.Series.Low)} .. {Number(figure.Series.High)}" : "",
                Markup.Escape(figure.Unit),
                figure.Series.Values.Count.ToString(CultureInfo.InvariantCulture),
                figure.Budget is { } budget ? $"{(figure.Direction == Better.Lower ? "<=" : ">=")} {Number(budget)}" : "",
                figure.IsMet switch { true => "yes", false => "NO", null => "" });
        }

        AnsiConsole.Write(table);
        foreach (var note in row.Notes)
        {
            AnsiConsole.WriteLine($"  {note}");
        }

        AnsiConsole.WriteLine($"  {row.Command}");
        AnsiConsole.WriteLine();
    }

    public static void Write(Machine machine) => AnsiConsole.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{machine.Processor}, {machine.Cores} cores, {machine.MemoryMegabytes} MB; {machine.Kernel}; {machine.Runtime}; Node {machine.Node ?? "absent"}, tp-link-tapo-connect {machine.NpmClient ?? "absent"}; load before {machine.LoadBefore:0.0}"));

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}
