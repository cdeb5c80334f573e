using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Faults;

namespace TapoHive.Actors.Tests;

public sealed class LinkTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_plug_that_counts_attempts_is_shown_the_account_only_where_its_house_permits_that_very_account()
    {
        var (plug, houses) = (CreateTestProbe(), CreateTestProbe());
        await using var stage = await LinkStage.StartAsync(Transport.Tpap, "127.32.0.0/16", houses);
        using var link = stage.NewLink(plug);
        link.Open(null);
        var asked = await houses.ExpectMsgAsync<CredentialAsked>(Patience);

        link.Permit(new CredentialAnswered(LinkStage.Lamp, new CredentialFingerprint("fp-of-before"), CredentialPermission.Granted, ""));
        link.Permit(new CredentialAnswered(LinkStage.Lamp, asked.Fingerprint, CredentialPermission.Refused, "It was rejected elsewhere."));

        await plug.FishForMessageAsync<LinkFact>(
            static told => told.Fact is PlugFact.Failed { Failure: { Kind: FailureKind.CredentialsRejected, Message: "It was rejected elsewhere." } }, Patience);
        Assert.DoesNotContain(stage.Emulated.Requests, request => request.Method == "pake_share");
    }

    [Fact]
    public async Task What_is_asked_of_a_link_that_was_ended_fails_and_never_reaches_the_plug()
    {
        var plug = CreateTestProbe();
        await using var stage = await LinkStage.StartAsync(Transport.Klap, "127.33.0.0/16", ActorRefs.Nobody);
        using var link = await OpenedAsync(stage, plug);
        link.CarryOut(new PlugEffect.Read(), null);
        await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.ReadingObserved, Patience);
        var requests = stage.Emulated.Requests.Count;

        link.Dispose();
        link.CarryOut(new PlugEffect.Read(), null);

        var told = await plug.ExpectMsgAsync<LinkFact>(Patience);
        Assert.Equal(FailureKind.SessionLost, Assert.IsType<PlugFact.Failed>(told.Fact).Failure.Kind);
        Assert.Equal(requests, stage.Emulated.Requests.Count);
    }

    [Fact]
    public async Task A_link_that_is_ended_while_it_opens_gives_its_place_to_the_next()
    {
        var (plug, houses) = (CreateTestProbe(), CreateTestProbe());
        await using var stage = await LinkStage.StartAsync(Transport.Tpap, "127.34.0.0/16", houses);
        using (var first = stage.NewLink(plug))
        {
            first.Open(null);
            await houses.ExpectMsgAsync<CredentialAsked>(Patience);
            using var second = stage.NewLink(plug);
            second.Open(null);

            // The only place is taken as long as the first link waits for its house.
            first.Dispose();

            await houses.ExpectMsgAsync<CredentialAsked>(Patience);
        }

        await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.Failed, Patience);
        Assert.DoesNotContain(stage.Emulated.Requests, request => request.Method == "pake_share");
    }

    [Fact]
    public async Task A_link_that_is_ended_during_its_login_says_nothing_of_the_account()
    {
        var (plug, houses) = (CreateTestProbe(), CreateTestProbe());
        await using var stage = await LinkStage.StartAsync(Transport.Tpap, "127.35.0.0/16", houses);
        using var link = stage.NewLink(plug);
        link.Open(null);
        var asked = await houses.ExpectMsgAsync<CredentialAsked>(Patience);
        stage.Emulated.Inject(new Fault.Drip(TimeSpan.FromSeconds(1)));
        link.Permit(new CredentialAnswered(LinkStage.Lamp, asked.Fingerprint, CredentialPermission.Granted, ""));
        await AwaitConditionAsync(() => Task.FromResult(stage.Emulated.Requests.Any(static request => request.Method == "pake_share")), Patience);

        link.Dispose();

        await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.Failed, Patience);
        Assert.False(houses.HasMessages);
    }

    private static async Task<Link> OpenedAsync(LinkStage stage, TestProbe plug)
    {
        var link = stage.NewLink(plug);
        link.Open(null);
        await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.Connected, Patience);
        return link;
    }
}
