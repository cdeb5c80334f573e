using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using TapoHive.Domain.Alerts;

namespace TapoHive.Alerts.Tests;

public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-alerts-").FullName;
    private readonly CommandRoute _route = new(TimeProvider.System);

    private string Written => Path.Combine(_folder, "written");

    [Fact]
    public async Task It_gets_the_message_on_its_standard_input_and_its_arguments_as_they_stand()
    {
        Assert.Null(await RunAsync("printf '%s|' \"$@\" > \"$0\"; cat >> \"$0\"", "a b", "$(id)", "'"));

        var body = Encoding.UTF8.GetString(AlertBody.Of(Messages.Heater).Span);
        Assert.Equal($"a b|$(id)|'|{body}\n", await File.ReadAllTextAsync(Written));
    }

    [Fact]
    public async Task It_gets_nothing_of_the_environment_that_may_be_secret()
    {
        Environment.SetEnvironmentVariable("HOOK_CANARY", Messages.Canary);

        Assert.Null(await RunAsync("env > \"$0\""));

        var environment = await File.ReadAllTextAsync(Written);
        Assert.DoesNotContain("CANARY", environment, StringComparison.Ordinal);
        Assert.Contains("PATH=", environment, StringComparison.Ordinal);
        Assert.Contains("TAPOHIVE_HOUSE=hillside", environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_complains_of_is_told_and_cut_short() =>
        Assert.Equal("/bin/sh ended with 3: no mail today.", await RunAsync("cat > /dev/null; echo no mail today >&2; yes | head -c 1000000 >&2; exit 3"));

    [Fact]
    public async Task What_it_writes_is_never_in_its_way() =>
        Assert.Null(await RunAsync("yes | head -c 3000000; yes | head -c 3000000 >&2"));

    [Fact]
    public async Task It_need_not_read_the_message() => Assert.Null(await RunAsync("exit 0"));

    [Fact]
    public async Task What_it_leaves_running_keeps_nobody_waiting()
    {
        var route = _route.SendAsync(
            Messages.Notify(command: new AlertCommand(["/bin/sh", "-c", "sleep 600 & echo $! > \"$0\"", Written], Duration.FromSeconds(120))), Messages.Heater, CancellationToken.None);

        Assert.Null(await route);
        using var left = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(Written), CultureInfo.InvariantCulture));
        left.Kill();
    }

    [Fact]
    public async Task It_is_ended_with_all_it_started_when_its_time_is_over()
    {
        var time = new FakeTimeProvider();
        var sending = new CommandRoute(time).SendAsync(
            Messages.Notify(command: new AlertCommand(["/bin/sh", "-c", "sleep 600 & echo $! > \"$0\"; wait", Written], Duration.FromSeconds(30))), Messages.Heater, CancellationToken.None);
        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!File.Exists(Written) || !(await File.ReadAllTextAsync(Written, enough.Token)).EndsWith('\n'))
        {
            await Task.Delay(10, enough.Token);
        }

        time.Advance(TimeSpan.FromSeconds(30));

        Assert.Contains("took longer than 30 s and was ended", await sending, StringComparison.Ordinal);
        var started = $"/proc/{(await File.ReadAllTextAsync(Written, enough.Token)).Trim()}/stat";
        while (File.Exists(started) && !(await File.ReadAllTextAsync(started, enough.Token)).Contains(") Z ", StringComparison.Ordinal))
        {
            await Task.Delay(10, enough.Token);
        }
    }

    [Fact]
    public async Task One_that_is_not_there_is_said_in_words() => Assert.Equal(
        "/no/such/program cannot be run. See that it is there, and that the hive may run it.",
        await _route.SendAsync(Messages.Notify(command: new AlertCommand(["/no/such/program"], Duration.FromSeconds(5))), Messages.Heater, CancellationToken.None));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<string?> RunAsync(string script, params string[] arguments) => _route.SendAsync(
        Messages.Notify(command: new AlertCommand(["/bin/sh", "-c", script, Written, .. arguments], Duration.FromSeconds(60))), Messages.Heater, CancellationToken.None);
}
