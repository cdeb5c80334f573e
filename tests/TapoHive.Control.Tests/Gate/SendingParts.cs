using TapoHive.Control.Gate.Calls;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Gate;

public sealed class SendingParts : GateSpec
{
    [Fact]
    public async Task A_large_value_is_cut_below_the_frame_and_waits_for_room()
    {
        var client = CreateTestProbe();
        var parts = new PartStream(9, client);
        var value = new byte[(OperatorProtocol.PartBytes * OperatorProtocol.InitialCredit) + 1];
        value[^1] = 42;

        parts.Send(value, PartClosing.Answer, TestActor);

        for (var i = 0; i < OperatorProtocol.InitialCredit; i++)
        {
            var part = await client.ExpectMsgAsync<Part>(cancellationToken: Cancel);
            Assert.Equal((9, PartClosing.Nothing, OperatorProtocol.PartBytes), (part.Id, part.Closing, part.Bytes.Length));
        }

        Assert.False(parts.IsClosed);
        parts.Grant(1, TestActor);
        var last = await client.ExpectMsgAsync<Part>(cancellationToken: Cancel);
        Assert.Equal((PartClosing.Answer, 42), (last.Closing, (int)Assert.Single(last.Bytes)));
        Assert.True(parts.IsClosed);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1_000)]
    public async Task Credit_beyond_the_window_is_not_given(int granted)
    {
        var client = CreateTestProbe();
        var parts = new PartStream(9, client);
        parts.Grant(granted, TestActor);

        parts.Send(new byte[OperatorProtocol.PartBytes * 50], PartClosing.Answer, TestActor);
        parts.Refuse(RefusalCode.Ended, "enough", TestActor);

        for (var i = 0; i < OperatorProtocol.InitialCredit; i++)
        {
            await client.ExpectMsgAsync<Part>(cancellationToken: Cancel);
        }

        await client.ExpectMsgAsync<Refusal>(cancellationToken: Cancel);
    }

    [Fact]
    public void Nothing_is_ready_while_the_client_has_no_room()
    {
        var parts = new PartStream(9, CreateTestProbe());
        for (var i = 0; i < OperatorProtocol.InitialCredit; i++)
        {
            Assert.True(parts.IsReady);
            parts.Send([1], PartClosing.Value, TestActor);
        }

        Assert.False(parts.IsReady);
        parts.Grant(-5, TestActor);
        Assert.False(parts.IsReady);
        parts.Grant(1, TestActor);
        Assert.True(parts.IsReady);
    }
}
