using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Testing;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Selectors;

namespace TapoHive.Cli.Tests.Testing;

/// <summary>A real gate before a house that switches at once, except plugs called <c>dark</c>.</summary>
internal sealed class StubHive : IAsyncDisposable
{
    private readonly ActorSystem _system;
    private readonly GateHost _gate;

    private static SceneDefinition Evening { get; } = new(
        new SceneName("evening"),
        [new SceneStep.Switch(["all"], []), new SceneStep.Wait(Duration.FromSeconds(2)), new SceneStep.Switch([], ["all"], Within: Duration.FromSeconds(5))]);

    private StubHive(ActorSystem system, GateHost gate, DataFolder folder) => (_system, _gate, Folder) = (system, gate, folder);

    public DataFolder Folder { get; }

    public static async Task<StubHive> StartAsync(params string[] plugs)
    {
        var system = ActorSystem.Create("hive", "akka { loggers = [], stdout-loglevel = OFF }");
        var board = new HouseBoard();
        var view = SampleHouse.View("hillside", plugs);
        board.Publish(view with { State = view.State with { Definition = view.State.Definition! with { Scenes = [Evening] } } });
        var folder = new DataFolder(Directory.CreateTempSubdirectory("tapohive-cli-").FullName);
        var houses = system.ActorOf(Props.Create(() => new House(board)));
        var discovery = system.ActorOf(Props.Create(() => new NobodyThere()));
        var options = new GateOptions(folder) { Clock = new FakeClock(SampleHouse.Now + Duration.FromSeconds(3)) };
        var gate = await GateHost.StartAsync(new HiveHandle(board, houses, discovery), options, NullLoggerFactory.Instance);
        return new StubHive(system, gate, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        await _system.Terminate();
        Directory.Delete(Folder.Path, recursive: true);
    }

    private sealed class NobodyThere : ReceiveActor
    {
        public NobodyThere() => Receive<Discover>(_ => Sender.Tell(new Discovered([])));
    }

    private sealed class House : ReceiveActor
    {
        private readonly HouseBoard _board;

        public House(HouseBoard board)
        {
            _board = board;
            Receive<SwitchOutlets>(Switch);
            Receive<RunScene>(run => Switch(new SwitchOutlets(run.House, SwitchVerb.On, ["all"], run.Origin, null, Domain.Intents.Holding.UntilNextOccurrence, run.Window)));
            Receive<ReleaseOutlets>(release => Sender.Tell(new Released(release.House, Meant(release.House, release.Selectors))));
            Receive<RetryPlugs>(retry => Sender.Tell(new Retrying(retry.House, [.. Meant(retry.House, retry.Selectors).Select(static it => new PlugName(it.Value))])));
        }

        private ImmutableArray<OutletName> Meant(HouseName house, ImmutableArray<string> selectors) =>
            Selection.Resolve(_board.Views[house].State, selectors).Outlets;

        private void Switch(SwitchOutlets command)
        {
            var meant = Meant(command.House, command.Selectors);
            var wanted = command.Verb == SwitchVerb.Off ? PowerState.Off : PowerState.On;
            Sender.Tell(new RunAccepted(command.House, Run(RunOutcome.Accepted, meant.Select(name => Evidence(name, wanted, OutletOutcome.Pending)))));
            var parts = meant.Select(name => Evidence(name, wanted, name.Value == "dark" ? OutletOutcome.Failed : OutletOutcome.Converged)).ToList();
            var failed = parts.Count(static part => part.Outcome == OutletOutcome.Failed);
            Sender.Tell(new RunProgressed(command.House, Run(failed == 0 ? RunOutcome.Converged : failed == parts.Count ? RunOutcome.Failed : RunOutcome.Partial, parts)));
        }

        private static RunEvidence Run(RunOutcome outcome, IEnumerable<OutletEvidence> parts) => new(
            new RunId(7), "on", outcome, SampleHouse.Now, outcome == RunOutcome.Accepted ? null : SampleHouse.Now + Duration.FromMilliseconds(80), [.. parts]);

        private static OutletEvidence Evidence(OutletName name, PowerState wanted, OutletOutcome outcome) => new(
            name,
            wanted,
            outcome,
            outcome == OutletOutcome.Pending ? null : SampleHouse.Now + Duration.FromMilliseconds(40),
            1,
            outcome == OutletOutcome.Failed ? new PlugProblem(FailureKind.Dark, "Plug 'dark' does not answer. Check its power.", SampleHouse.Now) : null);
    }
}
