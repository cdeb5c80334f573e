using Akka.Actor;
using Akka.TestKit.Xunit;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

/// <summary>A plug uses its session itself, and its link may end it at any time.</summary>
public sealed class OpenSessionTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_is_asked_of_a_session_that_was_ended_fails_and_never_reaches_the_plug()
    {
        var (plug, admission) = (CreateTestProbe(), CreateTestProbe());
        await using var stage = await LinkStage.StartAsync(Transport.Klap, "127.33.0.0/16", ActorRefs.Nobody, admission);
        var link = plug.ChildActorOf(ActorMaker.Props(() => new LinkActor(stage.Around)));
        link.Tell(stage.Open(1));
        await admission.ExpectMsgAsync<AskAdmission>(Patience);
        link.Tell(new Admitted());
        var opened = await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.Connected, Patience);
        var session = Assert.IsType<OpenSession>(opened.Session);
        session.CarryOut(new PlugEffect.Read(), null, plug);
        await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.ReadingObserved, Patience);
        var requests = stage.Emulated.Requests.Count;

        link.Tell(CloseLink.Instance);

        // Whoever asks for admission again has ended the session before.
        link.Tell(stage.Open(2));
        await admission.FishForMessageAsync<AskAdmission>(static _ => true, Patience);
        session.CarryOut(new PlugEffect.Read(), null, plug);

        var told = await plug.FishForMessageAsync<LinkFact>(static told => told.Attempt == 1, Patience);
        Assert.Equal(FailureKind.SessionLost, Assert.IsType<PlugFact.Failed>(told.Fact).Failure.Kind);
        Assert.Equal(requests, stage.Emulated.Requests.Count);
    }
}
