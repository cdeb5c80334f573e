using System.Collections.Immutable;
using System.Net;
using NodaTime;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Tests.Houses;

namespace TapoHive.Domain.Tests.Alerts;

/// <summary>A house that tells of trouble, and what can happen to it, in few words.</summary>
internal static class AlertedHouse
{
    public static readonly Instant Long = Hillside.Morning - Duration.FromDays(1);

    public static readonly NotifyDefinition Usual = new(
        NotifyDefinition.UsualAfter, NotifyDefinition.UsualPause, new WebhookDefinition("https://hooks.example.com/house", null, null));

    public static HouseState Of(NotifyDefinition notify, params PlugDefinition[] plugs) => HouseState.Empty.After(
        new HouseApplied(Hillside.Morning, Hillside.Definition(plugs) with { Notify = notify }, "hillside.conf", "1"));

    /// <summary>Plugs p1, p2 and so on, so many in each /24 network.</summary>
    public static HouseState Streets(params int[] each)
    {
        var plugs = each.SelectMany((count, street) => Enumerable.Range(1, count).Select(number => (Street: street, Number: number))).ToArray();
        return Of(Usual, [.. plugs.Select((plug, index) => Hillside.Plug($"p{index + 1}", index + 1) with
        {
            Host = new PlugAddress(IPAddress.Parse($"192.0.{plug.Street}.{plug.Number}"), 80),
        })]);
    }

    public static HouseState Dark(this HouseState state, Instant at, params string[] plugs) => state.Troubled(FailureKind.Dark, "It does not answer.", at, plugs);

    public static HouseState Troubled(this HouseState state, FailureKind kind, string message, Instant at, params string[] plugs) =>
        state.After(plugs.Select(name => new TroubleBegan(at, state.Plug(name).Id, null, kind, message)));

    public static HouseState Well(this HouseState state, Instant at, params string[] plugs) =>
        state.After(plugs.Select(name => new TroubleEnded(at, state.Plug(name).Id, null)));

    /// <summary>The house after what is due.</summary>
    public static HouseState Due(this HouseState state, Instant now, Instant? awake = null) => state.After(TroubleDecision.Decide(state, awake ?? Long, now));

    public static ImmutableArray<AlertItem> Untold(this HouseState state, AlertChannel channel = AlertChannel.Webhook) => state.Alerts?.For(channel) ?? [];

    public static AlertMessage? Message(this HouseState state, Instant now, AlertChannel channel = AlertChannel.Webhook) =>
        AlertComposition.For(new HouseName("hillside"), state, channel, 0, now);

    public static HouseState Told(this HouseState state, AlertMessage message, Instant now, AlertChannel channel = AlertChannel.Webhook) =>
        state.After(new AlertsTold(now, channel, message.Through));
}
