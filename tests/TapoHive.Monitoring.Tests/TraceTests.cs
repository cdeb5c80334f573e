using System.Diagnostics;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Houses;

namespace TapoHive.Monitoring.Tests;

/// <summary>From an operator's request to the plug, each span under the one that led to it.</summary>
[Collection(nameof(DrivenHive))]
public sealed class TraceTests(DrivenHive hive)
{
    [Fact]
    public async Task A_command_is_one_trace_from_the_gate_to_the_plug()
    {
        await hive.SwitchAsync(SwitchVerb.Off, "amber");
        await hive.SwitchAsync(SwitchVerb.On, "amber");

        var trace = await LastTraceAsync("switch", "plug switch");

        var gate = Single(trace, "gate request");
        var house = Single(trace, "house switch");
        var plug = Single(trace, "plug converge");
        var request = Single(trace, "plug switch");
        Assert.Equal(default, gate.ParentSpanId);
        Assert.Equal(ActivityKind.Server, gate.Kind);
        Assert.Equal(gate.SpanId, house.ParentSpanId);
        Assert.Equal(house.SpanId, plug.ParentSpanId);
        Assert.Equal(plug.SpanId, request.ParentSpanId);
        Assert.Equal("amber", plug.GetTagItem("tapohive.plug"));
        Assert.Equal("klap", request.GetTagItem("tapohive.transport"));
        Assert.All(trace, static span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
    }

    [Fact]
    public async Task Each_step_of_a_scene_is_part_of_its_trace()
    {
        await hive.PlayAsync("movie");

        var trace = await LastTraceAsync("scene-run", "house step");

        var scene = Single(trace, "house scene");
        Assert.Equal(Single(trace, "gate request").SpanId, scene.ParentSpanId);
        Assert.All(trace.Where(static span => span.OperationName == "house step"), step => Assert.Equal(scene.SpanId, step.ParentSpanId));
        Assert.Contains(trace, span => span.OperationName == "plug converge" && trace.Any(step => step.OperationName == "house step" && step.SpanId == span.ParentSpanId));
    }

    [Fact]
    public async Task No_trace_tells_a_secret_an_address_or_who_asked()
    {
        await hive.SwitchAsync(SwitchVerb.Off, "cedar");
        await hive.SwitchAsync(SwitchVerb.On, "cedar");
        await LastTraceAsync("switch", "plug switch");

        var said = hive.Spans.SelectMany(static span => span.TagObjects.Select(static tag => $"{tag.Value}").Append(span.DisplayName).Append(span.StatusDescription ?? "")).Distinct(StringComparer.Ordinal).ToList();

        foreach (var word in hive.Plugs.Plugs.SelectMany(static plug => new[] { plug.Name, plug.Mac.ToString(), plug.Address.ToString() }).Append(DrivenHive.Password).Append(DrivenHive.Username).Append("local"))
        {
            Assert.DoesNotContain(said, text => text.Contains(word, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task What_nobody_asked_for_has_no_trace()
    {
        await hive.UntilAsync(static figures => figures["tapohive_plug_requests_total", ("request", "read")] > 5);

        Assert.All(hive.Spans.Where(static span => span.OperationName != "gate request"), static span => Assert.NotEqual(default, span.ParentSpanId));
    }

    [Fact]
    public void A_message_without_a_trace_is_written_as_ever_and_one_with_it_is_read_back()
    {
        var undo = new UndoRun(new HouseName("hillside"), null, Domain.Intents.Origin.Operator("anna"), NodaTime.Duration.FromSeconds(5));

        var (plain, traced) = (HiveSerializer.Write(undo), HiveSerializer.Write(undo.Within(new TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))));

        Assert.DoesNotContain("trace", System.Text.Encoding.UTF8.GetString(plain), StringComparison.Ordinal);
        Assert.Null(((UndoRun)HiveSerializer.Read(plain, "undo-run")).Trace);
        Assert.Equal("b7ad6b7169203331", ((UndoRun)HiveSerializer.Read(traced, "undo-run")).Trace!.Value.Value.Split('-')[2]);
    }

    private static Activity Single(IEnumerable<Activity> trace, string name) => Assert.Single(trace, span => span.OperationName == name);

    /// <summary>The spans of the last request of that kind, once the trace is whole: its root ends it, or the spans of plugs right after.</summary>
    private async Task<List<Activity>> LastTraceAsync(string request, string complete)
    {
        List<Activity> trace = [];
        await hive.UntilAsync(_ =>
        {
            var root = hive.Spans.LastOrDefault(span => span.OperationName == "gate request" && Equals(span.GetTagItem("tapohive.request"), request));
            trace = [.. hive.Spans.Where(span => span.TraceId == root?.TraceId)];
            return trace.Exists(span => span.OperationName == complete) && trace.Exists(static span => span.OperationName == "plug converge");
        });
        return trace;
    }
}
