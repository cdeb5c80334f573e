using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Selecting;
using TapoHive.Control.Wire;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Control.Gate.Calls;

/// <summary>What <c>doctor PLUG</c> asks: what the hive knows of the plug, and whether it answers a probe now.</summary>
internal sealed class DoctorQuestions(HiveHandle hive, GateOptions options)
{
    private const double LongestListening = 30;

    /// <summary>Answers.</summary>
    public async Task<CallReply> Answer(DoctorRequest request)
    {
        var routing = SelectorRouting.Route([.. hive.Board.Views.Values], [request.Plug]);
        if (routing is not SelectorRouting.Routed routed)
        {
            return HouseQuestions.Explain(routing)!;
        }

        var plugs = routed.Houses.SelectMany(static house => house.Outlets.Select(outlet => (house.View.Name, outlet.Plug))).Distinct().ToList();
        if (plugs is not [var (house, plug)])
        {
            var names = plugs.Select(it => $"{it.Name}/{hive.Board.Views[it.Name].State.Plugs[it.Plug].Name}").Take(5);
            return new CallReply.Refuse(RefusalCode.Invalid, $"'{request.Plug}' means {plugs.Count} plugs, and 'doctor' is about one. Choose: {string.Join(", ", names)}{(plugs.Count > 5 ? ", ..." : "")}.");
        }

        var sighting = await ProbeAsync(hive.Board.Views[house], plug, Duration.FromSeconds(Math.Clamp(request.ListenSeconds, 0.1, LongestListening)));

        // Looked at after the probe: what it did to the plug is seen too.
        var report = DoctorProjection.Of(hive.Board.Views[house], plug, sighting, options.Clock.GetCurrentInstant(), hive.Cron);
        return CallReply.Of(report, ContractJson.Default.DoctorReport, report.Verdict.ToString().ToLowerInvariant());
    }

    private async Task<Sighting?> ProbeAsync(HouseView view, PlugId plug, Duration listen)
    {
        var record = view.State.Plugs[plug];
        var discovery = view.State.Definition?.Discovery ?? DiscoveryDefinition.Usual;
        var last = view.Reports.GetValueOrDefault(plug)?.Address ?? record.Address;
        ImmutableArray<DiscoveryTarget> targets = [.. discovery.Targets, .. last is { } at ? [DiscoveryTarget.FromText(at.Host.ToString())] : (DiscoveryTarget[])[]];
        var answer = await hive.Discovery.Ask<object>(new Discover(targets, listen, discovery.Port), listen.ToTimeSpan() + options.Limits.Answer);
        var identity = view.Reports.GetValueOrDefault(plug)?.Identity ?? record.Identity;
        return (answer as Discovered)?.Sightings.FirstOrDefault(identity.Matches);
    }
}
