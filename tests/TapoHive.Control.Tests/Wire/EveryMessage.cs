using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;
using TapoHive.Domain.Intents;

namespace TapoHive.Control.Tests.Wire;

public sealed class EveryMessage : GateSpec
{
    private static readonly IWireMessage[] Samples =
    [
        new Hello(1, "local"),
        new Challenge("AB", [1, 2, 3]),
        new Proof("local", [4, 5]),
        new Welcome(OperatorRole.Operate, "1.2.3", 90),
        new Refusal(7, RefusalCode.NothingMatched, "No 'lämp'."),
        new Part(8, PartClosing.Value, [0, 255]),
        new Credit(8, 2),
        new EndRequest(8),
        new KeepAlive(),
        new Goodbye(),
        new StatusRequest(1, ["lamp", "tag.light"], StatusScope.Problems),
        new WhyRequest(2, "lamp"),
        new WatchRequest(3, []),
        new SwitchRequest(4, SwitchVerb.Toggle, ["all"], 7200.5, Holding.UntilReleased, 15, Waiting.ForAcceptance),
        new ReleaseRequest(5, ["all"]),
        new RetryRequest(6, ["heater"]),
        new DiscoverRequest(7, ["broadcast"], 3),
        new HousePiece(8, [104, 105]),
        new PlanHouseRequest(8, "/houses/hillside.conf", "abc"),
        new ApplyHouseRequest(9, "/houses/hillside.conf", "abc", 41),
        new RollBackHouseRequest(10, "hillside"),
        new ExportHouseRequest(11, null),
        new AdoptRequest(8, ["p110-00-53-07"], 30),
        new ForgetRequest(9, ["hillside/lamp"]),
        new HistoryRequest(8, ["lamp"], "2026-11-25", "03:12", "1/2/3/hillside", 100),
        new PastRequest(9, "lamp", "03:12"),
        new SchedulesRequest(20, SchedulesLook.Next, ["hillside/porch"], DateTimeOffset.UnixEpoch, null, "2027-01-01", "3d"),
        new ScheduleOrderRequest(21, ScheduleOrder.Pause, "porch", null, [], DateTimeOffset.UnixEpoch),
        new SceneRunRequest(8, "evening", 15, Waiting.ForProof),
        new UndoRequest(9, "hillside/12", 15, Waiting.ForProof),
        new CancelRequest(10, "12"),
        new ScenesRequest(11),
        new SceneShowRequest(12, "evening"),
        new RunsRequest(13, 3600),
        new RunShowRequest(14, "12"),
        new AlertTestRequest(15, "hillside"),
        new DoctorRequest(15, "lamp", 2),
    ];

    private OperatorSerializer Serializer => new((ExtendedActorSystem)Sys);

    public static TheoryData<int> All => [.. Enumerable.Range(0, Samples.Length)];

    [Fact]
    public void Each_type_that_may_travel_has_a_sample_here() => Assert.Equal(
        typeof(IWireMessage).Assembly.GetTypes().Where(static type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IWireMessage))).Select(static type => type.Name).Order(StringComparer.Ordinal),
        Samples.Select(static sample => sample.GetType().Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(All))]
    public void Comes_back_as_it_went(int sample)
    {
        var bytes = Serializer.ToBinary(Samples[sample]);
        var back = Serializer.FromBinary(bytes, Serializer.Manifest(Samples[sample]));

        Assert.Equal(Samples[sample].GetType(), back.GetType());
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(Serializer.ToBinary(back)));
        Assert.Equal(Written(Samples[sample]), Written(back));
    }

    [Fact]
    public void A_name_and_a_shape_once_given_stay()
    {
        Assert.Equal("hello", Serializer.Manifest(Samples[0]));
        Assert.Equal("""{"protocol":1,"operator":"local"}""", Encoding.UTF8.GetString(Serializer.ToBinary(Samples[0])));
        Assert.Equal(
            """{"id":4,"verb":"Toggle","selectors":["all"],"forSeconds":7200.5,"holding":"UntilReleased","windowSeconds":15,"waiting":"ForAcceptance"}""",
            Encoding.UTF8.GetString(Serializer.ToBinary(Samples[13])));
    }

    [Theory]
    [InlineData("kill", "{}")]
    [InlineData("hello", "{")]
    [InlineData("hello", "null")]
    [InlineData("part", "x")]
    [InlineData("", "")]
    public void Anything_else_is_not_read(string manifest, string content) =>
        Assert.Throws<SerializationException>(() => Serializer.FromBinary(Encoding.UTF8.GetBytes(content), manifest));

    [Fact]
    public void Nothing_else_is_written()
    {
        Assert.Throws<SerializationException>(() => Serializer.ToBinary("text"));
        Assert.Throws<SerializationException>(() => Serializer.Manifest(Kill.Instance));
    }

    private static string Written(object message) => JsonSerializer.Serialize(message, message.GetType());
}
