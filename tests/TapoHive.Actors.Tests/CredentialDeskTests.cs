using System.Collections.Immutable;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

/// <summary>Plugs wait for the one that proves their account, but not for ever.</summary>
public sealed class CredentialDeskTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 8, 0);
    private static readonly HouseName Home = new("home");
    private static readonly AccountName Account = new("default");

    [Fact]
    public void A_trial_whose_plug_was_taken_away_in_the_middle_of_it_holds_up_nobody_for_long()
    {
        var (house, desk) = (Of(1, 2), new CredentialDesk());
        house = After(house, desk.Decide(house, Ask(1), Now));
        Assert.Equal(CredentialStanding.Tried, Assert.Single(house.Credentials.Trials.Values).Standing);

        // A login may take most of a minute.
        Assert.Empty(desk.Decide(house, Ask(2), Now + Duration.FromSeconds(45)));
        Assert.Equal(Id(2), Assert.IsType<CredentialTried>(Assert.Single(desk.Decide(house, Ask(2), Now + Duration.FromSeconds(90)))).Plug);
    }

    [Fact]
    public void A_plug_that_was_taken_away_while_it_waited_tries_nothing()
    {
        var desk = new CredentialDesk();

        Assert.Empty(desk.Decide(Of(1), Ask(2), Now));
        Assert.Single(desk.Decide(Of(1), Ask(1), Now));
    }

    [Fact]
    public void What_a_plug_waited_for_is_forgotten_when_it_asks_for_another_account()
    {
        var (house, desk) = (Of(1, 2), new CredentialDesk());
        house = After(house, desk.Decide(house, Ask(1), Now));
        Assert.Empty(desk.Decide(house, Ask(2), Now));
        desk.Answer(Ask(2), ActorRefs.Nobody);

        var other = Ask(2) with { Fingerprint = new CredentialFingerprint("second") };
        Assert.Equal(other.Fingerprint, Assert.IsType<CredentialTried>(Assert.Single(desk.Decide(house, other, Now))).Fingerprint);
        Assert.Empty(desk.Ended());
    }

    private static PlugId Id(int number) => new(Mac.FromBits((ulong)number).ToString());

    private static CredentialAsked Ask(int plug) => new(Home, Id(plug), new CredentialFingerprint("first"), LockOut.RefusesOnly);

    private static HouseState After(HouseState house, ImmutableArray<HouseEvent> events) => events.Aggregate(house, HouseEvolution.Evolve);

    private static HouseState Of(params int[] plugs) => After(HouseState.Empty, [new HouseApplied(
        Now,
        new HouseDefinition(
            Home,
            "Europe/London",
            [new AccountDefinition(Account, "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
            DiscoveryDefinition.Usual,
            PressPolicy.Follow,
            [.. plugs.Select(static number => new PlugDefinition(
                new PlugName($"p{number}"), Mac.FromBits((ulong)number), null, null, Account, null, [], Protect.No, null, null, []))]),
        "test.conf",
        "1")]);
}
