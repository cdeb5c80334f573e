using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapoHive.Benchmarks.Bare;

/// <summary>
/// The limit: sockets, the framework's ciphers, requests made ahead, all plugs at once. It has the same exchanges as the hive (a refused one before a new
/// session, who answers before anything is written, write and read-back in one) and does nothing else. Takes the same orders as <c>tests/clients/lap.mjs</c>.
/// </summary>
internal static class BareLoop
{
    public static async Task<int> RunAsync(string transport, TextReader orders, TextWriter answers)
    {
        BarePlug[] plugs = [];
        while (await orders.ReadLineAsync() is { } line)
        {
            var order = JsonNode.Parse(line)!;
            if (order["addresses"] is JsonArray addresses)
            {
                var account = new BareAccount((string)order["username"]!, (string)order["password"]!);
                plugs = [.. addresses.Select(address => Plug(transport, IPEndPoint.Parse((string)address!), account))];
                await AnswerAsync(answers, new { });
                continue;
            }

            var connects = (string?)order["lap"] == "connect";
            var on = (bool)order["on"]!;
            var begun = Stopwatch.GetTimestamp();
            var failures = await Task.WhenAll(plugs.Select(plug => Task.Run(() => TryAsync(plug, connects, on))));
            await AnswerAsync(answers, new
            {
                milliseconds = Stopwatch.GetElapsedTime(begun).TotalMilliseconds,
                failed = failures.Count(static failure => failure is not null),
                because = failures.FirstOrDefault(static failure => failure is not null) ?? "",
            });
        }

        return 0;
    }

    private static BarePlug Plug(string transport, IPEndPoint at, BareAccount account) =>
        transport == "aes" ? new BareAesPlug(at, account) : new BareKlapPlug(at, account);

    private static async Task<string?> TryAsync(BarePlug plug, bool connects, bool on)
    {
        try
        {
            if (connects)
            {
                await plug.FindLostAsync(on);
                await plug.ConnectAsync();
            }

            return await plug.SwitchAsync(on) ? null : "it was read back in the other state";
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or InvalidDataException or IOException or JsonException or System.Security.Cryptography.CryptographicException)
        {
            return e.Message;
        }
    }

    private static async Task AnswerAsync(TextWriter answers, object answer)
    {
        await answers.WriteLineAsync(JsonSerializer.Serialize(answer));
        await answers.FlushAsync();
    }
}
