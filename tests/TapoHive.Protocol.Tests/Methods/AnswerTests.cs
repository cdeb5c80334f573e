using System.Text;
using TapoHive.Domain.Outlets;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tests.Methods;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("""{"error_code":-1301}""", -1301)]
    [InlineData("""{"error_code":"0"}""", 0)]
    [InlineData("""{"result":{}}""", 0)]
    [InlineData("{\"error_code\":0}\0\0", 0)]
    public void An_answer_is_recognised(string json, int code)
    {
        Assert.True(MethodAnswer.TryParse(Encoding.UTF8.GetBytes(json), out var answer));
        Assert.Equal(code, answer.ErrorCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"error_code":"none","result":{}}""")]
    [InlineData("200 OK")]
    [InlineData("")]
    public void What_is_no_answer_is_none(string json) => Assert.False(MethodAnswer.TryParse(Encoding.UTF8.GetBytes(json), out _));

    [Fact]
    public void Parameters_are_left_out_where_there_are_none() => Assert.Equal("""{"method":"get_device_info"}""", Text(PlugCalls.GetDeviceInfo));

    [Fact]
    public void A_relay_is_set_with_flat_parameters() =>
        Assert.Equal("""{"method":"set_device_info","params":{"device_on":true}}""", Text(PlugCalls.SetRelay(PowerState.On)));

    [Fact]
    public void A_socket_is_addressed_through_its_strip()
    {
        var call = PlugCalls.ControlChild("child00", PlugCalls.SetRelay(PowerState.Off));

        Assert.Equal("""{"method":"control_child","params":{"device_id":"child00","requestData":{"method":"set_device_info","params":{"device_on":false}}}}""", Text(call));
        Assert.True(MethodRequest.TryParse(call.ToJson(), out var request));
        Assert.Equal(("child00", "set_device_info"), (request.ChildRequest()!.Value.ChildId, request.ChildRequest()!.Value.Request.Method));
    }

    [Fact]
    public void A_batch_is_written_and_read_by_the_device()
    {
        var batch = PlugCalls.Multiple([PlugCalls.SetRelay(PowerState.On), PlugCalls.GetDeviceInfo]);

        Assert.Equal("""{"method":"multipleRequest","params":{"requests":[{"method":"set_device_info","params":{"device_on":true}},{"method":"get_device_info"}]}}""", Text(batch));
        Assert.True(MethodRequest.TryParse(batch.ToJson(), out var request));
        Assert.Equal(["set_device_info", "get_device_info"], request.Requests().Select(static inner => inner.Method));
    }

    [Fact]
    public void A_batch_has_five_calls_at_most() =>
        Assert.Throws<ArgumentException>(() => PlugCalls.Multiple([.. Enumerable.Repeat(PlugCalls.GetDeviceInfo, 6)]));

    [Fact]
    public void A_batch_with_a_call_that_must_not_be_repeated_must_not_be_either()
    {
        var add = PlugCalls.AddCountdownRule(NodaTime.Duration.FromSeconds(1), PowerState.Off);

        Assert.Equal(Repetition.Harmful, PlugCalls.Multiple([PlugCalls.ControlChild("a", add), PlugCalls.GetDeviceInfo]).Repetition);
        Assert.Equal(Repetition.Harmless, PlugCalls.Multiple([PlugCalls.SetRelay(PowerState.On)]).Repetition);
    }

    [Fact]
    public void The_answers_to_a_batch_are_written_by_the_device_and_read_in_order()
    {
        var json = MethodAnswer.Write(0, MethodAnswer.WriteResponses([("a", 0, "{\"x\":1}"u8.ToArray()), ("b", -1, default), ("control_child", 0, MethodAnswer.WriteResponseData(-1008))]));

        Assert.True(MethodAnswer.TryParse(json, out var answer));
        Assert.Equal([("a", 0), ("b", -1), ("control_child", 0)], answer.Answers().Select(static named => (named.Method!, named.Answer.ErrorCode)));
        Assert.Equal(-1008, answer.Answers()[2].Answer.ChildAnswer()!.ErrorCode);
    }

    private static string Text(MethodCall call) => Encoding.UTF8.GetString(call.ToJson());
}
