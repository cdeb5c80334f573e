using System.Diagnostics.Metrics;
using TapoHive.Actors.Instruments;
using TapoHive.Domain.Alerts;

namespace TapoHive.Alerts;

/// <summary>What is measured of telling people.</summary>
internal static class AlertInstruments
{
    private static readonly Counter<long> Deliveries = HiveInstruments.Meter.CreateCounter<long>(
        "tapohive.notify.deliveries", "{message}", "Messages to people that arrived, or did not and are tried again; tests among them.");

    /// <summary>A message was sent.</summary>
    public static void Sent(AlertChannel channel, string outcome) =>
        Deliveries.Add(1, new("channel", HiveInstruments.Word(channel)), new("outcome", outcome));
}
