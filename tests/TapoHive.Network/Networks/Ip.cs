using System.Diagnostics;

namespace TapoHive.Network.Networks;

/// <summary>The program <c>ip</c>.</summary>
internal static class Ip
{
    /// <summary>Runs one command.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is its own.</exception>
    public static async Task RunAsync(params string[] words)
    {
        if (await TryAsync(words) is { } problem)
        {
            throw new InvalidOperationException($"'ip {string.Join(' ', words)}' failed: {problem}");
        }
    }

    /// <summary>Runs one command; what it complained of, or nothing.</summary>
    public static async Task<string?> TryAsync(params string[] words)
    {
        var start = new ProcessStartInfo("ip", words) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var problem = await process.StandardError.ReadToEndAsync();
        await said;
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : $"{problem.Trim()} ({process.ExitCode})";
    }
}
