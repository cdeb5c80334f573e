using System.Collections.Immutable;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Discovery;

/// <summary>Signs, visible to an ordinary user, of what may keep answers from this machine. A firewall's rules are for root only.</summary>
public static class MachineSigns
{
    private static readonly (string Path, Func<string, bool> Tells, string Phrase)[] Firewalls =
    [
        ("/etc/ufw/ufw.conf", static text => text.Contains("ENABLED=yes", StringComparison.OrdinalIgnoreCase), "ufw: ENABLED=yes in /etc/ufw/ufw.conf"),
        ("/run/firewalld.pid", static _ => true, "firewalld runs: /run/firewalld.pid"),
    ];

    private static readonly (string Path, Func<string, bool> Tells, string Phrase)[] Enclosures =
    [
        ("/.dockerenv", static _ => true, "a container (/.dockerenv)"),
        ("/run/.containerenv", static _ => true, "a container (/run/.containerenv)"),
    ];

    /// <summary>A survey with what this machine shows added; looks off the caller's thread.</summary>
    public static Task<DiscoverySurvey> AddToAsync(DiscoverySurvey? survey) => Task.Run(() => (survey ?? DiscoverySurvey.Unknown) with
    {
        Firewalls = [.. Seen(Firewalls)],
        Enclosure = Seen(Enclosures).FirstOrDefault(),
    });

    private static IEnumerable<string> Seen((string Path, Func<string, bool> Tells, string Phrase)[] signs)
    {
        foreach (var (path, tells, phrase) in signs)
        {
            if (Read(path) is { } text && tells(text))
            {
                yield return phrase;
            }
        }
    }

    private static string? Read(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be read tells nothing.
            return null;
        }
    }
}
