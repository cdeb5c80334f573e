using System.Collections.Frozen;
using Akka.Actor;
using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Tests.Wire;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Gate;

public sealed class RolesOfRequests : GateSpec
{
    private static readonly FrozenDictionary<Type, OperatorRole> Needed = new Dictionary<Type, OperatorRole>
    {
        [typeof(StatusRequest)] = OperatorRole.View,
        [typeof(WhyRequest)] = OperatorRole.View,
        [typeof(WatchRequest)] = OperatorRole.View,
        [typeof(HistoryRequest)] = OperatorRole.View,
        [typeof(PastRequest)] = OperatorRole.View,
        [typeof(ScenesRequest)] = OperatorRole.View,
        [typeof(SceneShowRequest)] = OperatorRole.View,
        [typeof(RunsRequest)] = OperatorRole.View,
        [typeof(RunShowRequest)] = OperatorRole.View,
        [typeof(SchedulesRequest)] = OperatorRole.View,
        [typeof(PlanHouseRequest)] = OperatorRole.View,
        [typeof(SwitchRequest)] = OperatorRole.Operate,
        [typeof(ReleaseRequest)] = OperatorRole.Operate,
        [typeof(RetryRequest)] = OperatorRole.Operate,
        [typeof(DiscoverRequest)] = OperatorRole.Operate,
        [typeof(SceneRunRequest)] = OperatorRole.Operate,
        [typeof(UndoRequest)] = OperatorRole.Operate,
        [typeof(CancelRequest)] = OperatorRole.Operate,
        [typeof(ScheduleOrderRequest)] = OperatorRole.Operate,
        [typeof(AdoptRequest)] = OperatorRole.Administer,
        [typeof(ForgetRequest)] = OperatorRole.Administer,
        [typeof(ApplyHouseRequest)] = OperatorRole.Administer,
        [typeof(RollBackHouseRequest)] = OperatorRole.Administer,
        [typeof(ExportHouseRequest)] = OperatorRole.Administer,
        [typeof(OperatorsRequest)] = OperatorRole.Administer,
        [typeof(AddOperatorRequest)] = OperatorRole.Administer,
        [typeof(RevokeOperatorRequest)] = OperatorRole.Administer,
        [typeof(RotateOperatorRequest)] = OperatorRole.Administer,
        [typeof(AlertTestRequest)] = OperatorRole.Operate,
        [typeof(DoctorRequest)] = OperatorRole.Operate,
        [typeof(EnergyRequest)] = OperatorRole.View,
        [typeof(ReplaceRequest)] = OperatorRole.Administer,
    }.ToFrozenDictionary();

    private static IEnumerable<IOperatorRequest> Requests => EveryMessage.Samples.OfType<IOperatorRequest>();

    [Fact]
    public void Each_request_has_its_role_here_and_nothing_is_forgotten()
    {
        Assert.Equal(
            typeof(IOperatorRequest).Assembly.GetTypes().Where(static type => type is { IsInterface: false } && type.IsAssignableTo(typeof(IOperatorRequest))).Select(static type => type.Name).Order(StringComparer.Ordinal),
            Needed.Keys.Select(static type => type.Name).Order(StringComparer.Ordinal));
        Assert.All(Requests, static request => Assert.Equal(Needed[request.GetType()], RequestRules.Needs(request)));
        Assert.Equal(OperatorRole.View, RequestRules.Needs(new AdoptRequest(1, [], 5)));
    }

    [Fact]
    public void Each_request_is_complete_and_has_words_for_the_audit() => Assert.All(Requests, static request =>
    {
        Assert.True(RequestRules.IsComplete(request), request.GetType().Name);
        Assert.False(string.IsNullOrWhiteSpace(RequestRules.Describe(request)));
    });

    [Theory]
    [InlineData(OperatorRole.View)]
    [InlineData(OperatorRole.Operate)]
    public async Task Nothing_beyond_its_role_is_done_for_an_operator_and_each_try_stands_in_the_audit(OperatorRole role)
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var owner = await gate.EnterAsync();
        var key = (await owner.AddOperatorAsync("mallory", role, Cancel)).Key;
        var before = await File.ReadAllTextAsync(gate.Folder.RegistryFile, Cancel);
        await using var peer = await Stranger.WithAsync(key, gate.Host.Address);
        var conversation = await peer.ProveAsync(key);

        foreach (var request in Requests.Where(request => Needed[request.GetType()] > role))
        {
            var refusal = Assert.IsType<Refusal>(await conversation.AskAsync(request));
            Assert.Equal((request.Id, RefusalCode.NotAllowed), (refusal.Id, refusal.Code));
            Assert.Contains(
                gate.Log.Lines,
                line => line.StartsWith($"705 Operator mallory: {RequestRules.Describe(request)} refused", StringComparison.Ordinal));
        }

        await Houses.ExpectNoMsgAsync(TimeSpan.Zero, Cancel);
        await Discovery.ExpectNoMsgAsync(TimeSpan.Zero, Cancel);
        Assert.Equal(before, await File.ReadAllTextAsync(gate.Folder.RegistryFile, Cancel));
    }

    [Fact]
    public async Task No_request_at_all_is_taken_before_a_proof()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var peer = await Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
        using var inbox = peer.Inbox();

        foreach (var request in Requests)
        {
            peer.Forge("/user/gate").Tell(request, inbox.Receiver);
            var refusal = Assert.IsType<Refusal>(await inbox.ReceiveAsync(RunningGate.Patience));
            Assert.Equal((request.Id, RefusalCode.NotProven), (refusal.Id, refusal.Code));
        }

        await Houses.ExpectNoMsgAsync(TimeSpan.Zero, Cancel);
    }
}
