using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Mqtt;

/// <summary>What an outlet's meter last said; nothing where it has none, or has said nothing yet.</summary>
public delegate MeterReading? ReadMeter(PlugId plug, OutletSlot slot);
