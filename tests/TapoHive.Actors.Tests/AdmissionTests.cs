using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using TapoHive.Actors.Admission;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

public sealed class AdmissionTests() : TestKit("akka.loglevel = OFF")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_link_that_gave_up_waiting_and_asks_again_takes_one_place()
    {
        var admission = Sys.ActorOf(Props.Create(() => new AdmissionActor(new AdmissionLimits(1, 1))));
        var (first, second, third) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Ask(admission, first);
        await first.ExpectMsgAsync<Admitted>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        Ask(admission, second);
        admission.Tell(new AdmissionReturned(), second);
        Ask(admission, second);
        Ask(admission, third);

        admission.Tell(new AdmissionReturned(), first);

        await second.ExpectMsgAsync<Admitted>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        await HeardAsync(admission);
        Assert.False(second.HasMessages);
        Assert.False(third.HasMessages);
        admission.Tell(new AdmissionReturned(), second);
        await third.ExpectMsgAsync<Admitted>(Patience, cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_link_may_connect_again_and_again_and_gives_its_place_back_when_it_ends()
    {
        var admission = Sys.ActorOf(Props.Create(() => new AdmissionActor(new AdmissionLimits(1, 1))));
        var (first, second) = (CreateTestProbe(), CreateTestProbe());
        for (var session = 0; session < 3; session++)
        {
            Ask(admission, first);
            await first.ExpectMsgAsync<Admitted>(Patience, cancellationToken: TestContext.Current.CancellationToken);
            admission.Tell(new AdmissionReturned(), first);
        }

        Ask(admission, first);
        Ask(admission, second);
        await first.ExpectMsgAsync<Admitted>(Patience, cancellationToken: TestContext.Current.CancellationToken);
        await HeardAsync(admission);
        Assert.False(second.HasMessages);
        Sys.Stop(first.Ref);

        await second.ExpectMsgAsync<Admitted>(Patience, cancellationToken: TestContext.Current.CancellationToken);
    }

    private static void Ask(IActorRef admission, TestProbe link) => admission.Tell(new AskAdmission(new PlugId("plug"), PlugHealth.Well), link);

    private static async Task HeardAsync(IActorRef admission) => await admission.Ask<ActorIdentity>(new Identify(1), Patience, TestContext.Current.CancellationToken);
}
