using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TapoHive.Mqtt.Tests;

/// <summary>A real Mosquitto with a password and, where wanted, TLS; looked at from outside by its own client programs.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    public const string User = "hive";
    public const string Password = "right";

    private const string Program = "/usr/sbin/mosquitto";
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-mosquitto-").FullName;
    private readonly List<Process> _programs = [];
    private readonly ConcurrentDictionary<string, string> _seen = new(StringComparer.Ordinal);
    private Process? _broker;
    private Process? _watching;

    public static bool IsHere => File.Exists(Program);

    public int Port { get; } = FreePort();

    /// <summary>Its authority and certificate, where it speaks TLS.</summary>
    public BrokerCertificates? Certificates { get; init; }

    /// <summary>Everything that was heard, in order.</summary>
    public ConcurrentQueue<(string Topic, string Payload)> Heard { get; } = new();

    public string Seen(string topic) => _seen.GetValueOrDefault(topic, "");

    public async Task StartAsync()
    {
        var passwords = Path.Combine(_folder, "passwords");
        if (!File.Exists(passwords))
        {
            await RunAsync("/usr/bin/mosquitto_passwd", "-b", "-c", passwords, User, Password);
            await File.WriteAllTextAsync(
                Path.Combine(_folder, "mosquitto.conf"), $"listener {Port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\nuser root\n{Certificates?.Write(_folder)}");
        }

        _broker = Start(Program, "-c", Path.Combine(_folder, "mosquitto.conf"));
        while (!await AnswersAsync())
        {
            Assert.False(_broker.HasExited, "Mosquitto does not come up.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>It is gone without a word, and so is all that it kept.</summary>
    public void Kill()
    {
        _broker!.Kill();
        _broker.WaitForExit();
        _seen.Clear();
    }

    /// <summary>Somebody who looks at all topics from now on.</summary>
    public void Watch()
    {
        if (_watching is { HasExited: false } before)
        {
            before.Kill();
            before.WaitForExit();
        }

        _seen.Clear();
        _watching = Start("/usr/bin/mosquitto_sub", [.. Login(), "-q", "1", "-v", "-t", "tapohive/#", "-t", "homeassistant/#"]);
        _watching.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && text.IndexOf(' ', StringComparison.Ordinal) is > 0 and var blank)
            {
                Heard.Enqueue((text[..blank], text[(blank + 1)..]));
                _seen[text[..blank]] = text[(blank + 1)..];
            }
        };
        _watching.BeginOutputReadLine();
    }

    public Task SayAsync(string topic, string payload, params string[] more) => RunAsync("/usr/bin/mosquitto_pub", [.. Login(), "-q", "1", "-t", topic, "-m", payload, .. more]);

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

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private string[] Login() =>
    [
        "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-u", User, "-P", Password, "-V", "5",
        .. Certificates is null ? [] : new[] { "--cafile", Path.Combine(_folder, BrokerCertificates.AuthorityFile) },
    ];

    private async Task<bool> AnswersAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private Process Start(string program, params string[] arguments)
    {
        var started = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        started.ErrorDataReceived += (_, _) => { };
        started.BeginErrorReadLine();
        _programs.Add(started);
        return started;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var running = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var complaint = await running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        Assert.True(running.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{program} ended with {running.ExitCode}: {complaint}"));
    }
}
