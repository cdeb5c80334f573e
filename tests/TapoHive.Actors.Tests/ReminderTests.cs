using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

/// <summary>What a house says again now and then, for those that began anew and know nothing of it.</summary>
public sealed class ReminderTests() : TestKit("akka.loglevel = OFF\nakka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly HouseName Home = new("home");
    private static readonly AccountName Account = new("default");

    [Fact]
    public async Task A_house_says_again_what_it_wants_and_where_it_looks()
    {
        var (plugs, discovery) = (CreateTestProbe(), CreateTestProbe());
        var surroundings = new HouseSurroundings(
            plugs, discovery, new HiveHarness.FixedVault("password"), new HouseBoard(), SystemClock.Instance, NullLoggerFactory.Instance);
        var house = Sys.ActorOf(ActorMaker.Props(() => new HouseActor(Home, surroundings)));
        var definition = new HouseDefinition(
            Home,
            "Europe/London",
            [new AccountDefinition(Account, "me@example.com", new SecretReference(SecretSource.Environment, "UNUSED"))],
            DiscoveryDefinition.Usual,
            PressPolicy.Follow,
            [new PlugDefinition(new PlugName("lamp"), Mac.Parse("00-00-5E-00-53-01"), null, null, Account, null, [], Protect.No, null, null, [])]);
        await house.Ask<HouseAccepted>(new ApplyHouse(definition, "test.conf", "1"), Patience, TestContext.Current.CancellationToken);
        Assert.Equal(Occasion.News, (await ExpectAsync<LookFor>(discovery)).Occasion);
        await ExpectAsync<Own>(plugs);

        ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(61));

        var again = await ExpectAsync<LookFor>(discovery);
        Assert.Equal((Home, Occasion.Reminder), (again.House, again.Occasion));
        Assert.Equal("lamp", (await ExpectAsync<Own>(plugs)).Assignment.Name.Value);
    }

    private static async Task<T> ExpectAsync<T>(TestProbe probe) =>
        await probe.ExpectMsgAsync<T>(Patience, cancellationToken: TestContext.Current.CancellationToken);
}
