using System.ComponentModel;
using TapoHive.Benchmarks.Stage;

namespace TapoHive.Benchmarks.Contenders;

/// <summary>The client that others wrote, as its registry has it: installed by name and locked version, beside CI's use of it.</summary>
internal static class NpmPackage
{
    private static readonly string Folder = Path.Combine(Places.Repository, "tests", "clients");

    /// <summary>The program that drives it.</summary>
    public static string Lapper { get; } = Path.Combine(Folder, "lap.mjs");

    // The AES login is RSA with PKCS#1 v1.5, which some Node releases only allow when told to; others do not know the word.
    private const string AllowPkcs1 = "--security-revert=CVE-2023-46809";

    /// <summary>Its version; null where it is not installed.</summary>
    public static string? Version
    {
        get
        {
            var description = Path.Combine(Folder, "node_modules", "tp-link-tapo-connect", "package.json");
            return File.Exists(description) ? (string?)System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(description))!["version"] : null;
        }
    }

    /// <summary>Installs it where that was not done yet.</summary>
    public static async Task<bool> IsInstalledAsync(CancellationToken cancellation)
    {
        try
        {
            return Version is not null
                || (await Child.RunAsync("npm", ["ci", "--prefix", Folder, "--no-audit", "--no-fund", "--loglevel=error"], null, cancellation)).Code == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>What this machine's Node has to be told.</summary>
    public static async Task<string[]> NodeOptionsAsync(CancellationToken cancellation) =>
        (await Child.RunAsync("node", [AllowPkcs1, "-e", "0"], null, cancellation)).Code == 0 ? [AllowPkcs1] : [];

    /// <summary>Node's version; null where there is none.</summary>
    public static async Task<string?> NodeVersionAsync(CancellationToken cancellation)
    {
        try
        {
            return (await Child.RunAsync("node", ["--version"], null, cancellation)).Output.Trim();
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
