using System.Collections.Immutable;
using NodaTime;
using TapoHive.Cli.Plots;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Contract;
using TapoHive.Domain.Energy;

namespace TapoHive.Cli.Tests.Rendering;

public sealed class EnergyPages : IDisposable
{
    private static readonly Instant Midnight = Instant.FromUtc(2026, 11, 22, 0, 0);
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-plot-").FullName;

    [Fact]
    public void Several_outlets_are_a_line_each_the_hungriest_first()
    {
        var drawn = Typing.Drawn(static screen => EnergyPage.Write(Report(Outlet("lamp", null, 7.5, 0, 0, 0), Outlet("fridge", 60.5, 30, 60, null, 0)), screen), 90).Split('\n');
        Assert.Matches("^fridge  ▄█·▁ +90 Wh  ~\\?  0.03 EUR  60.5 W$", drawn[1]);
        Assert.Matches("^lamp    █▁▁▁ +7.5 Wh +0.00 EUR +-$", drawn[2]);
        Assert.Contains("Together 98 Wh, 0.03 EUR from Sun 2026-11-22 00:00 to Sun 2026-11-22 04:00.", drawn, StringComparer.Ordinal);
        Assert.Contains("?  a part is not known: nobody looked, and the plug does not tell. It is not counted as zero.", drawn, StringComparer.Ordinal);
        Assert.Contains("~  a part is from the plug's own record: nobody looked meanwhile.", drawn, StringComparer.Ordinal);
    }

    [Fact]
    public void One_outlet_is_a_bar_for_each_window()
    {
        var drawn = Typing.Drawn(static screen => EnergyPage.Write(Report(Outlet("fridge", 60.5, 30, 60, null, 0)) with { Currency = null }, screen), 64).Split('\n');
        Assert.StartsWith("Sun 22 00:00   30 Wh     █████████", drawn[1], StringComparison.Ordinal);
        Assert.StartsWith("Sun 22 01:00   60 Wh  ~  ██████████████████", drawn[2], StringComparison.Ordinal);
        Assert.StartsWith("Sun 22 02:00       -  ?  not known", drawn[3], StringComparison.Ordinal);
        Assert.Contains("Together 90 Wh.", drawn, StringComparer.Ordinal);
    }

    [Fact]
    public void Now_is_what_flows_now()
    {
        var drawn = Typing.Drawn(static screen => EnergyPage.Write(Report(Outlet("lamp", 7.4), Outlet("fridge", 85)) with { By = null }, screen), 80).Split('\n');
        Assert.StartsWith("fridge  hall  85.0 W  ████████████████", drawn[1], StringComparison.Ordinal);
        Assert.EndsWith("Together 92.4 W.", string.Join('\n', drawn), StringComparison.Ordinal);
    }

    [Fact]
    public void A_spreadsheet_gets_empty_fields_for_what_is_not_known()
    {
        using var csv = new StringWriter();
        EnergyCsv.Write(Report(Outlet("fridge", 60.5, 30, null)) with { Outlets = [Outlet("=fridge, \"big\"", 60.5, 30, null)] }, csv);
        Assert.Equal(
            "house,name,from,to,watt_hours,complete,filled_seconds,unknown_seconds,cost,currency\r\n"
            + "hillside,\"'=fridge, \"\"big\"\"\",2026-11-22T00:00:00Z,2026-11-22T01:00:00Z,30,true,0,0,0.009,EUR\r\n"
            + "hillside,\"'=fridge, \"\"big\"\"\",2026-11-22T01:00:00Z,2026-11-22T02:00:00Z,,false,0,3600,,\r\n",
            csv.ToString());
    }

    [Theory]
    [InlineData("week.png", new byte[] { 0x89, 0x50, 0x4E, 0x47 })]
    [InlineData("week.SVG", new byte[] { 0x3C, 0x3F, 0x78, 0x6D })]
    public void A_picture_is_what_its_name_says(string name, byte[] begins)
    {
        var file = Path.Combine(_folder, name);
        EnergyPlot.Write(Report([.. Enumerable.Range(0, 12).Select(number => Outlet($"plug-{number}", null, number, 60, null, 0))]), file);
        Assert.Equal(begins, File.ReadAllBytes(file)[..4]);
    }

    [Theory]
    [InlineData("--plot", "week.jpg", "is no picture")]
    [InlineData("--by", "fortnight", "is none of minute, quarter, hour, day, month")]
    [InlineData("today", "week", "Only one time")]
    public async Task What_makes_no_sense_is_refused_before_anybody_is_asked(string first, string second, string words)
    {
        var typed = await Typing.TypeAsync("energy", first, second);
        Assert.Equal(2, typed.Code);
        Assert.Contains(words, typed.Error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static EnergyReport Report(params EnergyOutletReport[] outlets) =>
        new([.. outlets], null, EnergyScale.Hour, [new HouseZone("hillside", "Europe/London")], "EUR", []);

    private static EnergyOutletReport Outlet(string name, double? now, params double?[] hours)
    {
        ImmutableArray<EnergyPointReport> points = [.. hours.Select(static (wattHours, hour) => new EnergyPointReport(
            Midnight + Duration.FromHours(hour), Midnight + Duration.FromHours(hour + 1), wattHours, wattHours is not null and not 60, wattHours == 60 ? 1800 : null,
            wattHours is null ? 3600 : null, (decimal?)wattHours * 0.0003m))];
        return new EnergyOutletReport(
            name, "hillside", "hall", [], "Wh", points, points.Sum(static point => point.WattHours ?? 0), false, points.Sum(static point => point.Cost ?? 0), now, 230, 0.26, 2);
    }
}
