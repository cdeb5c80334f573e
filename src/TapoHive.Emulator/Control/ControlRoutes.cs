using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;

namespace TapoHive.Emulator.Control;

/// <summary>
/// Answers the control interface's requests: <c>GET /plugs</c>, <c>/energy</c>, <c>/movements</c>, <c>/requests</c>; <c>POST /faults</c> for every fault and incident
/// of <see cref="FaultGrammar"/>; <c>DELETE /faults</c>, <c>/logs</c>. <c>GET /</c> lists them. Errors are <c>{"error":"…"}</c>.
/// </summary>
internal static class ControlRoutes
{
    public static ControlReply Answer(EmulatedHouse house, ControlRequest request) => (request.Verb, request.Path) switch
    {
        ("GET", "/") => ControlReply.Of(ControlGuide.Whole, ControlJson.Default.ControlGuide),
        ("GET", "/plugs") => WithPlugs(house, request, static (plugs, _) => ControlReply.Of(ShownPlugs.Of(plugs), ControlJson.Default.ShownPlugs)),
        ("GET", "/movements") => WithPlugs(house, request, static (plugs, after) => ControlReply.Of(ShownMovements.Of(plugs, after), ControlJson.Default.ShownMovements)),
        ("GET", "/energy") => WithPlugs(house, request, static (plugs, _) => ControlReply.Of(ShownEnergy.Of(plugs), ControlJson.Default.ShownEnergy)),
        ("GET", "/requests") => WithPlugs(house, request, static (plugs, after) => ControlReply.Of(ShownRequests.Of(plugs, after), ControlJson.Default.ShownRequests)),
        ("POST", "/faults") => Order(house, request.Body),
        ("DELETE", "/faults") => WithPlugs(house, request, static (plugs, _) => Each(plugs, static plug => plug.ClearFaults())),
        ("DELETE", "/logs") => WithPlugs(house, request, static (plugs, _) => Each(plugs, static plug => plug.ClearLogs())),
        (_, "/" or "/plugs" or "/energy" or "/movements" or "/requests" or "/faults" or "/logs") =>
            ControlReply.No(405, $"{request.Path} does not take {request.Verb}. GET / lists what there is."),
        _ => ControlReply.No(404, $"There is no {request.Path}. GET / lists what there is."),
    };

    private static ControlReply Order(EmulatedHouse house, string body)
    {
        FaultWish? wish;
        try
        {
            wish = JsonSerializer.Deserialize(body, ControlJson.Default.FaultWish);
        }
        catch (JsonException)
        {
            wish = null;
        }

        if (wish?.Fault is not { } text)
        {
            return ControlReply.No(400, "The request is not a fault. Send {\"fault\":\"dark:mute@3,7/for=30s\"}; GET / lists the faults.");
        }

        switch (FaultGrammar.Parse(text))
        {
            case Parsed<FaultOrder>.Error(var message):
                return ControlReply.No(400, message);
            case Parsed<FaultOrder>.Ok(var order):
                return house.Order(order) is { } problem
                    ? ControlReply.No(400, problem)
                    : order.Plugs.Pick(house) is Parsed<ImmutableArray<EmulatedPlug>>.Ok(var plugs)
                        ? ControlReply.Of(ShownPlugs.Of(plugs), ControlJson.Default.ShownPlugs)
                        : throw new InvalidOperationException("Plugs that were picked a moment ago cannot be picked.");
            default:
                throw new InvalidOperationException("Neither read nor refused.");
        }
    }

    private static ControlReply Each(ImmutableArray<EmulatedPlug> plugs, Action<EmulatedPlug> act)
    {
        foreach (var plug in plugs)
        {
            act(plug);
        }

        return ControlReply.Of(ShownPlugs.Of(plugs), ControlJson.Default.ShownPlugs);
    }

    private static ControlReply WithPlugs(EmulatedHouse house, ControlRequest request, Func<ImmutableArray<EmulatedPlug>, long, ControlReply> answer)
    {
        if (request.Query.AllKeys.FirstOrDefault(static key => key is not ("plugs" or "after")) is { } stranger)
        {
            return ControlReply.No(400, $"'{stranger}' is not known. Known are ?plugs=3,7 and, for movements and requests, &after=NUMBER.");
        }

        var after = 0L;
        if (request.Query["after"] is { } text && !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return ControlReply.No(400, $"'after={text}' is no number. Write the last number already seen, such as after=120.");
        }

        return new PlugPicker(request.Query["plugs"] ?? PlugPicker.All.Text).Pick(house) switch
        {
            Parsed<ImmutableArray<EmulatedPlug>>.Ok(var plugs) => answer(plugs, after),
            Parsed<ImmutableArray<EmulatedPlug>>.Error(var message) => ControlReply.No(400, message),
            _ => throw new InvalidOperationException("Not a picked set of plugs."),
        };
    }
}
