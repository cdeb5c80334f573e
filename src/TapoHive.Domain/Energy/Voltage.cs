using System.Globalization;

namespace TapoHive.Domain.Energy;

/// <summary>Mains voltage, in millivolts.</summary>
public readonly record struct Voltage(long Millivolts)
{
    /// <summary>Volts with one decimal.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Millivolts / 1000.0:0.0} V");
}
