using System.CommandLine;

namespace TapoHive.Cli.Verbs;

/// <summary>The options of <c>emulate</c>.</summary>
public sealed class EmulateOptions
{
    /// <summary><c>--plugs</c>.</summary>
    public Option<int?> Plugs { get; } = new("--plugs") { Description = "how many plugs; the mix is repeated or cut to fit", HelpName = "N" };

    /// <summary><c>--mix</c>.</summary>
    public Option<string?> Mix { get; } = new("--mix") { Description = "which kinds, such as aes=2,klap=5,klap1=1,tpap=2,strip=1", HelpName = "MIX" };

    /// <summary><c>--bind</c>.</summary>
    public Option<string> Bind { get; } = new("--bind")
    {
        Description = "a loopback network, or one this machine has addresses in, for an address each; an address for a port each",
        HelpName = "NET|ADDRESS",
        DefaultValueFactory = static _ => "127.0.0.1",
    };

    /// <summary><c>--port</c>.</summary>
    public Option<int?> Port { get; } = new("--port") { Description = "the port of all, or of the first (80 for a network, 18000 for an address)", HelpName = "PORT" };

    /// <summary><c>--discovery-port</c>.</summary>
    public Option<int> DiscoveryPort { get; } = new("--discovery-port")
    {
        Description = "the UDP port of discovery",
        HelpName = "PORT",
        DefaultValueFactory = static _ => 20002,
    };

    /// <summary><c>--username</c>.</summary>
    public Option<string?> Username { get; } = new("--username") { Description = "the account the plugs are bound to", HelpName = "U" };

    /// <summary><c>--password</c>.</summary>
    public Option<string?> Password { get; } = new("--password") { Description = "its password (made up: these plugs are)", HelpName = "P" };

    /// <summary><c>--seed</c>.</summary>
    public Option<int> Seed { get; } = new("--seed")
    {
        Description = "the same seed gives the same plugs",
        HelpName = "S",
        DefaultValueFactory = static _ => 1,
    };

    /// <summary><c>--fault</c>.</summary>
    public Option<string[]> Faults { get; } = new("--fault")
    {
        Description = "what goes wrong: NAME[:ARGUMENT][@PLUGS][/KEY=VALUE]..., such as dark:mute@3,7; may be given several times",
        HelpName = "FAULT",
    };

    /// <summary><c>--control</c>.</summary>
    public Option<int?> Control { get; } = new("--control")
    {
        Description = "lets programs on this machine set faults and see the truth while it runs: HTTP and JSON on this port of 127.0.0.1, which lists what it takes",
        HelpName = "PORT",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => [Plugs, Mix, Bind, Port, DiscoveryPort, Username, Password, Seed, Faults, Control];
}
