using Akka.Actor;
using Akka.TestKit.Xunit;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Plugs;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

/// <summary>A link shows a plug that counts attempts the account only where its house permits that very account.</summary>
public sealed class LinkPermissionTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_permission_for_the_account_of_before_is_none_for_the_one_of_now()
    {
        var (plug, houses, admission) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        await using var stage = await LinkStage.StartAsync(Transport.Tpap, "127.32.0.0/16", houses, admission);
        var link = plug.ChildActorOf(ActorMaker.Props(() => new LinkActor(stage.Around)));
        link.Tell(stage.Open(1));
        await admission.ExpectMsgAsync<AskAdmission>(Patience);
        link.Tell(new Admitted());
        var asked = await houses.ExpectMsgAsync<CredentialAsked>(Patience);

        link.Tell(new CredentialAnswered(LinkStage.Lamp, new CredentialFingerprint("fp-of-before"), CredentialPermission.Granted, ""));
        link.Tell(new CredentialAnswered(LinkStage.Lamp, asked.Fingerprint, CredentialPermission.Refused, "It was rejected elsewhere."));

        await plug.FishForMessageAsync<LinkFact>(static told => told.Fact is PlugFact.Failed { Failure: { Kind: FailureKind.CredentialsRejected, Message: "It was rejected elsewhere." } }, Patience);
        Assert.DoesNotContain(stage.Emulated.Requests, request => request.Method == "pake_share");
    }
}
