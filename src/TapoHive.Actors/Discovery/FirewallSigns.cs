using System.Collections.Immutable;

namespace TapoHive.Actors.Discovery;

/// <summary>Signs of a firewall that an ordinary user can see. Its rules are for root only.</summary>
public static class FirewallSigns
{
    private static readonly (string Path, Func<string, bool> Tells, string Phrase)[] Signs =
    [
        ("/etc/ufw/ufw.conf", static text => text.Contains("ENABLED=yes", StringComparison.OrdinalIgnoreCase), "ufw: ENABLED=yes in /etc/ufw/ufw.conf"),
        ("/run/firewalld/firewalld.pid", static _ => true, "firewalld runs: /run/firewalld"),
        ("/run/firewalld.pid", static _ => true, "firewalld runs: /run/firewalld.pid"),
        ("/.dockerenv", static _ => true, "this is a container, whose own network plugs do not see: use the host's"),
    ];

    /// <summary>Looks, off the caller's thread.</summary>
    public static Task<ImmutableArray<string>> LookAsync() => Task.Run(static () => Look());

    private static ImmutableArray<string> Look()
    {
        var seen = ImmutableArray.CreateBuilder<string>();
        foreach (var (path, tells, phrase) in Signs)
        {
            try
            {
                if (File.Exists(path) && tells(File.ReadAllText(path)))
                {
                    seen.Add(phrase);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // What cannot be read tells nothing.
            }
        }

        return seen.ToImmutable();
    }
}
