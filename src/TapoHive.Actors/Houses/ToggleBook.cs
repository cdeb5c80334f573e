using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;

namespace TapoHive.Actors.Houses;

/// <summary>Toggles waiting for fresh readings: "the other state" is decided from what a plug says now, never from memory.</summary>
internal sealed class ToggleBook
{
    private readonly List<Waiting> _waiting = [];

    /// <summary>How long a reading is waited for.</summary>
    public static Duration Patience { get; } = Duration.FromSeconds(6);

    public void Add(SwitchOutlets command, IActorRef asker, ImmutableArray<OutletName> outlets, Instant now) =>
        _waiting.Add(new Waiting(command, asker, outlets, now));

    /// <summary>Takes out the toggles whose outlets were all read since they were asked, or that have waited long enough. A plug that is known to be
    /// out of reach is not waited for: the others in the same toggle would wait with it.</summary>
    public IReadOnlyList<Ready> TakeReady(HouseState state, ImmutableDictionary<PlugId, PlugReport> reports, Instant now)
    {
        if (_waiting.Count == 0)
        {
            return [];
        }

        List<Ready> ready = [];
        foreach (var toggle in _waiting.ToList())
        {
            var wanted = ImmutableArray.CreateBuilder<(OutletName, PowerState)>();
            var unread = ImmutableArray.CreateBuilder<OutletEvidence>();
            var hopeless = 0;
            foreach (var name in toggle.Outlets)
            {
                if (state.OutletsByName.TryGetValue(name, out var key)
                    && reports.GetValueOrDefault(key.Plug) is { ReadAt: { } readAt, Phase: SessionPhase.LoggedIn } report
                    && readAt > toggle.Since
                    && report.Of(key.Slot)?.State is { } read)
                {
                    wanted.Add((name, read.Opposite()));
                }
                else
                {
                    var problem = state.OutletsByName.TryGetValue(name, out key) ? reports.GetValueOrDefault(key.Plug)?.Problem : null;
                    hopeless += problem is not null && OutletJudgement.WillNotPassSoon(problem.Kind) ? 1 : 0;
                    unread.Add(new OutletEvidence(
                        name,
                        PowerState.Off,
                        OutletOutcome.Failed,
                        now,
                        0,
                        problem ?? new PlugProblem(FailureKind.Transient, "It could not be read, so 'the other state' is unknown; it was left as it is.", now)));
                }
            }

            if (unread.Count == hopeless || now - toggle.Since >= Patience)
            {
                _waiting.Remove(toggle);
                ready.Add(new Ready(toggle.Command, toggle.Asker, wanted.ToImmutable(), unread.ToImmutable()));
            }
        }

        return ready;
    }

    internal sealed record Ready(
        SwitchOutlets Command,
        IActorRef Asker,
        ImmutableArray<(OutletName Outlet, PowerState Wanted)> Wanted,
        ImmutableArray<OutletEvidence> Unread);

    private sealed record Waiting(SwitchOutlets Command, IActorRef Asker, ImmutableArray<OutletName> Outlets, Instant Since);
}
