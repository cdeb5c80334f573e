using System.Collections.Immutable;
using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.History;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Tests.Convergence;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Houses;

/// <summary>What holds in a house whatever files, commands, reports and sightings come in whatever order.</summary>
public sealed class HouseProperties
{
    public enum Happening
    {
        Applied,
        On,
        OffForAnHour,
        Released,
        Ended,
        Retried,
        Sighted,
        SightedElsewhere,
        Reported,
        ReportedAsStrip,
        Pressed,
        Troubled,
        Settled,
        CredentialTried,
        CredentialJudged,
        OverForThePlug,
        Forgotten,
        LetIn,
        ScenePlayed,
        SceneScheduled,
        StepsMoved,
        RunCancelled,
        Undone,
    }

    private static readonly string[] Names = ["lamp", "fan", "desk", "heater"];

    [Property(MaxTest = 400, Replay = "(66543217,5)")]
    public void The_memory_of_a_house_stays_whole((Happening What, byte A, byte B)[] script)
    {
        var state = HouseState.Empty;
        var now = Morning;
        foreach (var (what, a, b) in script)
        {
            now += Duration.FromMinutes(7);
            foreach (var happened in Decide(state, what, a, b, now))
            {
                var next = HouseEvolution.Evolve(state, happened);
                Check(state, happened, next);
                state = next;
            }
        }

        // Deciding from snapshots, whose index is made anew, and from the stream comes to the same.
        Assert.Equal(state.OutletsByName, HouseEvolution.Reindexed(state).OutletsByName);
    }

    [Property(MaxTest = 400, Replay = "(5512377,3)")]
    public void History_misses_no_change((Happening What, byte A, byte B)[] script)
    {
        var state = HouseState.Empty;
        var told = new Dictionary<OutletKey, OutletStanding>();
        var now = Morning;
        foreach (var (what, a, b) in script)
        {
            now += Duration.FromMinutes(7);
            foreach (var happened in Decide(state, what, a, b, now))
            {
                var next = HouseEvolution.Evolve(state, happened);
                foreach (var (key, standing, _) in HouseHistory.Changes(state, HouseHistory.Of(state, happened, next), next))
                {
                    _ = standing is null ? told.Remove(key) : (told[key] = standing) is not null;
                }

                state = next;
            }
        }

        // What was told, change by change, is how each outlet stands.
        Assert.Equal(
            state.OutletsByName.Values.ToDictionary(key => key, key => OutletStanding.Of(state, key)!),
            told);
    }

    [Property(MaxTest = 400, Replay = "(1177543,9)")]
    public void The_same_report_or_sighting_again_is_worth_nothing((Happening What, byte A, byte B)[] script)
    {
        var state = HouseState.Empty;
        foreach (var (what, a, b) in script)
        {
            if (Heard(state, what, a, b) is { } decide)
            {
                state = state.After(decide(state));
                Assert.Empty(decide(state));
            }
            else
            {
                state = state.After(Decide(state, what, a, b, Morning));
            }
        }
    }

    private static void Check(HouseState before, HouseEvent happened, HouseState after)
    {
        Assert.Equal(before.Revision + 1, after.Revision);
        var outlets = after.Plugs.Values.SelectMany(plug => plug.Outlets.Values.Select(outlet => (outlet.Name, Key: new OutletKey(plug.Id, outlet.Slot)))).ToList();
        Assert.Equal(outlets.Count, after.OutletsByName.Count);
        Assert.All(outlets, outlet => Assert.Equal(outlet.Key, after.OutletsByName[outlet.Name]));
        Assert.Equal(after.Plugs.Count, after.Plugs.Values.Select(plug => plug.Name.Value.ToUpperInvariant()).Distinct().Count());
        Assert.Equal(after.Plugs.Count, after.Plugs.Values.Select(plug => plug.Identity.Mac).OfType<Mac>().Distinct().Count() + after.Plugs.Values.Count(plug => plug.Identity.Mac is null));
        Assert.All(after.Plugs, plug => Assert.Equal(plug.Key, plug.Value.Id));
        Assert.All(after.Plugs.Values, plug => Assert.NotEmpty(plug.Outlets));
        Assert.All(after.Plugs.Values.SelectMany(plug => plug.Outlets.Values), outlet => Assert.InRange(outlet.Recent.Length, 0, OutletRecord.RecentLimit));
        Assert.All(after.Credentials.Trials.Keys, id => Assert.True(after.Plugs.ContainsKey(id) || !before.Plugs.ContainsKey(id) || happened is PlugRecognised));
        foreach (var plug in after.Plugs.Values)
        {
            if (before.Plugs.GetValueOrDefault(plug.Id) is not { } was)
            {
                continue;
            }

            Assert.True(plug.AssignmentRevision >= was.AssignmentRevision);
            var told = CommandDecision.Assign(before, was);
            var tells = CommandDecision.Assign(after, plug);
            if (plug.AssignmentRevision == was.AssignmentRevision)
            {
                // Identifiers that the plug itself has told are not worth telling it; how many others there are can wait for the next repetition.
                Assert.Equal(Lasting(told), Lasting(tells));

                // Nor is what only an actor that begins anew has to know.
                Assert.Equal(told.Outlets.Select(Lasting), tells.Outlets.Select(Lasting));
            }

            foreach (var outlet in plug.Outlets.Values)
            {
                if (was.Outlets.GetValueOrDefault(outlet.Slot) is { } known)
                {
                    Assert.True(outlet.DesiredRevision >= known.DesiredRevision, "A desired revision went back.");
                    Assert.True(outlet.DesiredRevision > known.DesiredRevision || outlet.Desired == known.Desired, "Something else is wanted under the same revision.");
                }
            }
        }

        Assert.All(after.Plugs.Values, plug => Assert.False(plug.Identity.Mac is { } mac && after.Forgotten?.ContainsKey(mac) == true && plug.Membership != Membership.Listed));
        if (happened is HouseApplied)
        {
            var adopted = before.Plugs.Values.Where(plug => plug.Membership == Membership.Adopted).Select(plug => plug.Id);
            Assert.All(adopted, id => Assert.Contains(id, after.Plugs.Keys));
        }
    }

    private static PlugAssignment Lasting(PlugAssignment told) => told with { Outlets = default, Identity = new PlugIdentity(), HousePlugs = 1 };

    private static IEnumerable<HouseEvent> Decide(HouseState state, Happening what, byte a, byte b, Instant now)
    {
        if (state.Definition is null && what != Happening.Applied)
        {
            return [];
        }

        var outlets = state.OutletsByName.Keys.Where((_, i) => (b >> (i % 8) & 1) == 1).ToList();
        var plug = state.Plugs.Count == 0 ? null : state.Plugs.Values.ElementAt(a % state.Plugs.Count);
        return Heard(state, what, a, b)?.Invoke(state) ?? what switch
        {
            Happening.Applied => [new HouseApplied(now, File(a, b), "hillside.conf", $"{a}/{b}")],
            Happening.On => [Run(PowerState.On, null)],
            Happening.OffForAnHour => [Run(PowerState.Off, Duration.FromHours(1))],
            Happening.Released => One(CommandDecision.Release(state, outlets, Anna, now)),
            Happening.Ended => One(CommandDecision.End(state, now + Duration.FromMinutes(b))),
            Happening.Retried => [CommandDecision.Retry(state, outlets, Anna, now)],
            Happening.Settled => state.OpenRuns.Values.Take(1).Select(run => new RunSettled(now, RunProgress.Begin(run))),
            Happening.ScenePlayed => Scene(Domain.Intents.Layer.Manual),
            Happening.SceneScheduled => Scene(Domain.Intents.Layer.Schedule),
            Happening.StepsMoved => state.OpenRuns.Values.Where(run => run.Plan is not null).Take(1)
                .SelectMany(run => StepDecision.Decide(state, run.Id, StepProgress.Advance(run, [], state, new Dictionary<PlugId, PlugReport>(), now + Window), now).Events),
            Happening.RunCancelled => state.OpenRuns.Values.Take(1).SelectMany(run => One(StepDecision.Cancel(state, run.Id, [], Anna, now))),
            Happening.Undone => UndoDecision.Decide(state, null, Anna, Window, now) is Undoing.Begins undo ? [undo.Started] : [],
            Happening.CredentialTried when plug is not null => [new CredentialTried(now, plug.Id, new CredentialFingerprint($"{b % 2}"))],
            Happening.CredentialJudged when plug is not null => [new CredentialJudged(now, plug.Id, new CredentialFingerprint($"{b % 2}"), (CredentialStanding)(1 + (b % 2)))],
            Happening.Forgotten when plug is { Membership: not Membership.Listed } => [AdoptionDecision.Forget(plug, Anna, now)],
            Happening.LetIn => One(AdoptionDecision.Adopt(state, Sighting(a % 6), Anna, now)),
            _ => [],
        };

        IEnumerable<HouseEvent> Scene(Domain.Intents.Layer layer) =>
            SceneStart.Decide(state, new SceneName(b % 2 == 0 ? "movie" : "evening"), layer, Anna, null, Window, now) is SceneStarting.Begins begins ? [begins.Started] : [];

        RunStarted Run(PowerState wanted, Duration? length) => CommandDecision.Start(
            state, wanted.Word(), outlets.Select(name => (name, wanted)), Anna, length, Holding.UntilReleased, Window, now);
    }

    /// <summary>What the network or a plug says, and what a house makes of it.</summary>
    private static Func<HouseState, IEnumerable<HouseEvent>>? Heard(HouseState state, Happening what, byte a, byte b)
    {
        var sighting = what switch
        {
            Happening.Sighted => Sighting(a % 6),
            Happening.SightedElsewhere => Sighting(a % 6, 100 + (b % 3), b % 2 == 0 ? "me@example.com" : "them@example.com"),
            _ => null,
        };
        if (sighting is not null)
        {
            return house => SightingDecision.Decide(house, sighting, Morning);
        }

        if (state.Plugs.Count == 0)
        {
            return null;
        }

        var plug = state.Plugs.Values.ElementAt(a % state.Plugs.Count);
        var report = what switch
        {
            Happening.Reported => Said(state, plug, b, 0),
            Happening.ReportedAsStrip => Said(state, plug, b, 1, 2, 1 + (b % 4)),
            Happening.Pressed => Said(state, plug, b, 0).With(new Press(OutletSlot.Whole, Some(b), Morning + Duration.FromSeconds(b))),
            Happening.OverForThePlug => Over(Said(state, plug, b, 0), plug, b),
            Happening.Troubled => Said(state, plug, b, 0) with { Problem = new PlugProblem((FailureKind)(b % 5), "It is not well.", Morning) },
            _ => null,
        };
        return report is null ? null : house => ReportDecision.Decide(house, report, Morning);
    }

    private static PlugReport Over(PlugReport report, PlugRecord plug, byte b) => report with
    {
        Outlets =
        [
            .. report.Outlets.Select(outlet => outlet with
            {
                Revision = plug.Outlets.GetValueOrDefault(outlet.Slot)?.Desired?.Revision ?? 0,
                Over = b % 3 == 0 ? EndCause.Until : EndCause.MaxOn,
                OnSince = outlet.State == PowerState.On ? Morning - Duration.FromMinutes(b) : null,
                Armed = b % 5 == 0 ? new ArmedTimer(Morning + Duration.FromMinutes(b), PowerState.Off) : null,
                Cause = (ChangeCause)(b % 10),
            }),
        ],
    };

    private static OutletAssignment Lasting(OutletAssignment outlet) => outlet with { Memory = null, AskedAt = null };

    private static IEnumerable<HouseEvent> One(HouseEvent? happened) => happened is null ? [] : [happened];

    private static PowerState Some(byte b) => b % 2 == 0 ? PowerState.On : PowerState.Off;

    private static HouseDefinition File(byte a, byte b)
    {
        var plugs = Names.Where((_, i) => (a >> i & 1) == 1).Select((name, i) => Plug(name) with
        {
            Mac = (b + i) % 3 == 0 ? MacOf((b + i) % 6) : null,
            Id = (b + i) % 3 == 1 ? DeviceIdOf((b + i) % 6).Value : null,
            Host = (b + i) % 3 == 2 ? new PlugAddress(System.Net.IPAddress.Parse($"192.0.2.{(b + i) % 6}"), 80) : null,
            Base = (b >> i & 1) == 1 ? Some(a) : null,
            MaxOn = (b + i) % 4 == 0 ? Duration.FromHours(1 + (a % 2)) : null,
            Outlets = name == "desk" && b % 4 == 0
                ? [new("monitor", new OutletSlot(1), null, [], null), new("a", new OutletSlot(4), null, [], PowerState.On)]
                : ImmutableArray<OutletDefinition>.Empty,
        });
        var definition = Definition([.. plugs]);
        return definition with
        {
            Scenes =
            [
                new SceneDefinition(new SceneName("evening"), [new SceneStep.Switch(["all"], [])]),
                new SceneDefinition(
                    new SceneName("movie"),
                    [new SceneStep.Switch(["lamp"], []), new SceneStep.Wait(Duration.FromMinutes(5)), new SceneStep.Switch([], ["all"], Gap: Duration.FromSeconds(1))],
                    (FailurePolicy)(a % 3)),
            ],
            Press = b % 5 == 0 ? PressPolicy.Enforce : PressPolicy.Follow,
            Accounts = [definition.Accounts[0] with { Username = b % 7 == 0 ? "you@example.com" : "me@example.com" }],
        };
    }

    private static DeviceId DeviceIdOf(int mac) => new($"8022{mac:D36}");

    /// <summary>What the device that this record is of would say; which device that is, is known or made up once.</summary>
    private static PlugReport Said(HouseState state, PlugRecord plug, byte b, params int[] slots)
    {
        string[] aliases = ["Lamp", "all", "", "Fan"];
        var mac = plug.Identity.Mac;
        var device = plug.Identity.DeviceId ?? (mac is { } known ? DeviceIdOf((int)(known.Bits & 0xFF)) : null);
        var report = state.Report(plug.Id, aliases[b % 4], [.. slots.Distinct().Order().Select(slot => (slot, Some(b)))]);
        return report with
        {
            Identity = new PlugIdentity(mac, device, plug.Identity.DiscoveryId),
            Outlets = [.. report.Outlets.Select(outlet => outlet with { Alias = $"{(char)('a' + (outlet.Slot.Number * (b % 2)))}" })],
        };
    }
}
