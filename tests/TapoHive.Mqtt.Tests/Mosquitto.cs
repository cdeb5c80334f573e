using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace TapoHive.Mqtt.Tests;

/// <summary>A real Mosquitto with a password and, where wanted, TLS; looked at from outside by its own client programs.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private const string Program = "/usr/sbin/mosquitto";
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-mosquitto-").FullName;
    private readonly List<Process> _programs = [];
    private readonly ConcurrentDictionary<string, string> _seen = new(StringComparer.Ordinal);
    private Process? _broker;

    public static bool IsHere => File.Exists(Program);

    public int Port { get; } = Broker.FreePort();

    public string Seen(string topic) => _seen.GetValueOrDefault(topic, "");

    public async Task StartAsync()
    {
        var passwords = Path.Combine(_folder, "passwords");
        if (!File.Exists(passwords))
        {
            await RunAsync("/usr/bin/mosquitto_passwd", "-b", "-c", passwords, "hive", "right");
            await File.WriteAllTextAsync(Path.Combine(_folder, "mosquitto.conf"), $"listener {Port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\nuser root\n");
        }

        _broker = Start(Program, "-c", Path.Combine(_folder, "mosquitto.conf"));
        await Until.TrueAsync(async () => await AnswersAsync(), "Mosquitto does not come up");
    }

    public void Kill()
    {
        _broker!.Kill();
        _broker.WaitForExit();
        _seen.Clear();
    }

    /// <summary>Somebody who looks at all topics from now on.</summary>
    public void Watch()
    {
        var watching = Start("/usr/bin/mosquitto_sub", "-h", "127.0.0.1", "-p", $"{Port}", "-u", "hive", "-P", "right", "-V", "5", "-q", "1", "-v", "-t", "tapohive/#", "-t", "homeassistant/#");
        watching.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
            {
                _seen[text[..blank]] = text[(blank + 1)..];
            }
        };
        watching.BeginOutputReadLine();
    }

    public Task SayAsync(string topic, string payload, params string[] more) =>
        RunAsync("/usr/bin/mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{Port}", "-u", "hive", "-P", "right", "-V", "5", "-q", "1", "-t", topic, "-m", payload, .. more]);

    public async ValueTask DisposeAsync()
    {
        foreach (var program in _programs)
        {
            if (!program.HasExited)
            {
                program.Kill();
                await program.WaitForExitAsync();
            }

            program.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            await client.ConnectAsync(System.Net.IPAddress.Loopback, Port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private Process Start(string program, params string[] arguments)
    {
        var started = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        started.ErrorDataReceived += (_, _) => { };
        started.BeginErrorReadLine();
        _programs.Add(started);
        return started;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var running = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var complaint = await running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        Assert.True(running.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{program} ended with {running.ExitCode}: {complaint}"));
    }
}
