using System.Globalization;
using NodaTime;
using TapoHive.Domain.Energy;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Writes a tariff as <see cref="TariffReader"/> reads it.</summary>
internal static class TariffWriter
{
    /// <summary>What stands in its braces.</summary>
    public static WrittenFields Write(Tariff? tariff)
    {
        if (tariff is null)
        {
            return new WrittenFields();
        }

        var times = new WrittenFields();
        foreach (var time in tariff.Times ?? [])
        {
            times.Add(time.Name, new WrittenFields()
                .Say("from", Time(time.From))
                .Say("until", Time(time.Until))
                .Each("days", (time.Days ?? []).Select(static day => day.ToString().ToLowerInvariant()[..3]))
                .Say("price", Price(time.Price))
                .ToFields());
        }

        return new WrittenFields().Say("currency", tariff.Currency).Say("price", Price(tariff.Price)).Part("times", times);
    }

    /// <summary>A price, without zeros that say nothing.</summary>
    public static string Price(decimal price) => price.ToString("0.############", CultureInfo.InvariantCulture);

    private static string? Time(LocalTime? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
