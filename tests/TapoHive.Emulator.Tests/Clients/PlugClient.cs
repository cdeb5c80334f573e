using System.Text.Json;

namespace TapoHive.Emulator.Tests.Clients;

/// <summary>A logged-in conversation with a plug, whatever the transport.</summary>
internal abstract class PlugClient
{
    /// <summary>Sends JSON inside the session and gives the opened answer.</summary>
    public abstract Task<JsonElement> SendAsync(string json, CancellationToken cancellation = default);

    public Task<JsonElement> CallAsync(string method, string? parameters = null) =>
        SendAsync(parameters is null ? $$"""{"method":"{{method}}"}""" : $$"""{"method":"{{method}}","params":{{parameters}}}""");

    /// <summary>The <c>result</c> of a call that has to succeed.</summary>
    public async Task<JsonElement> ResultAsync(string method, string? parameters = null)
    {
        var answer = await CallAsync(method, parameters);
        Assert.Equal(0, answer.GetProperty("error_code").GetInt32());
        return answer.GetProperty("result");
    }

    public async Task<int> CodeAsync(string method, string? parameters = null) =>
        (await CallAsync(method, parameters)).GetProperty("error_code").GetInt32();

    /// <summary>A call to one child: its own answer, the third error level.</summary>
    public async Task<JsonElement> ChildAsync(string id, string method, string? parameters = null)
    {
        var inner = parameters is null ? $$"""{"method":"{{method}}"}""" : $$"""{"method":"{{method}}","params":{{parameters}}}""";
        var result = await ResultAsync("control_child", $$"""{"device_id":"{{id}}","requestData":{{inner}}}""");
        return result.GetProperty("responseData");
    }

    public Task<int> SwitchAsync(bool on) => CodeAsync("set_device_info", $$"""{"device_on":{{(on ? "true" : "false")}}}""");
}
