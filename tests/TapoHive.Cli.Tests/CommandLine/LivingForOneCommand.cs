using System.Diagnostics;
using TapoHive.Cli.Tests.Testing;

namespace TapoHive.Cli.Tests.CommandLine;

/// <summary>The program as a process of its own: what it leaves out for the sake of one command, it leaves out for the whole process.</summary>
public sealed class LivingForOneCommand
{
    private const string Authorities = "authorities.pem";
    private const string Afterwards = "afterwards";

    [Fact]
    public async Task The_machines_authorities_are_not_read_to_enter_a_hive()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only OpenSSL is told where the machine's authorities are.");
        await using var hive = await StubHive.StartAsync("lamp");
        using var folder = new TemporaryFolder();
        using var empty = new TemporaryFolder();
        foreach (var name in new[] { Authorities, Afterwards })
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, name), "none", TestContext.Current.CancellationToken);
        }

        var read = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var reading = new FileSystemWatcher(folder.Path) { NotifyFilter = NotifyFilters.LastAccess, EnableRaisingEvents = true };
        reading.Changed += (_, file) => read.TrySetResult(file.Name);

        using var command = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "tapohive"), ["status", "--data", hive.Folder.Path, "--timeout", "100s"])
        {
            Environment = { ["SSL_CERT_FILE"] = Path.Combine(folder.Path, Authorities), ["SSL_CERT_DIR"] = empty.Path },
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var printed = await command.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await File.ReadAllTextAsync(Path.Combine(folder.Path, Afterwards), TestContext.Current.CancellationToken);

        Assert.Contains("1 outlet: 1 as wanted.", printed, StringComparison.Ordinal);
        Assert.Equal(Afterwards, await read.Task.WaitAsync(TestContext.Current.CancellationToken));
    }
}
