namespace TapoHive.Network.Networks;

/// <summary>A machine with a network of its own: a namespace.</summary>
internal sealed class Machine(string name)
{
    /// <summary>The namespace.</summary>
    public string Name { get; } = name;

    /// <summary>The words before a command that is to run on it.</summary>
    public IReadOnlyList<string> Within { get; } = ["ip", "netns", "exec", name];

    /// <summary>Gives one of its interfaces another address.</summary>
    public Task AddAsync(string card, string address) => Ip.RunAsync("-n", Name, "address", "add", address, "dev", card);

    /// <summary>Takes one away.</summary>
    public Task RemoveAsync(string card, string address) => Ip.RunAsync("-n", Name, "address", "del", address, "dev", card);

    /// <summary>Plugs a cable in.</summary>
    public Task UpAsync(string card) => Ip.RunAsync("-n", Name, "link", "set", card, "up");

    /// <summary>Pulls a cable out.</summary>
    public Task DownAsync(string card) => Ip.RunAsync("-n", Name, "link", "set", card, "down");

    /// <summary>Adds a route: <c>203.0.113.0/24 via 192.0.2.254</c>, <c>prohibit 203.0.113.0/24</c>.</summary>
    public Task RouteAsync(string route) => Ip.RunAsync(["-n", Name, "route", "add", .. route.Split(' ')]);

    /// <summary>Passes on what is for others.</summary>
    public Task ForwardAsync() => Ip.RunAsync("netns", "exec", Name, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
}
