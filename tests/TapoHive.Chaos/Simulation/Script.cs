using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Simulation;

/// <summary>All that a seed stands for: which devices there are and what happens when. The same seed gives the same script on every machine.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Devices">The protocol and the number of relays of each device; the last one is a neighbour's, in no house.</param>
/// <param name="Steps">What happens, by time.</param>
/// <param name="Length">How long it lasts; then all is healed.</param>
/// <param name="DiscoveryEvery">The pause between two looks around.</param>
/// <param name="Enforced">The devices whose presses are driven back.</param>
/// <param name="Healthy">The devices that nothing ever happens to.</param>
/// <param name="Unlisted">The devices that the first file does not list, and that have to be found.</param>
/// <param name="Adopt">What becomes of found devices.</param>
internal sealed record Script(
    int Seed,
    ImmutableArray<(Transport Transport, int Outlets)> Devices,
    ImmutableArray<Step> Steps,
    Duration Length,
    Duration DiscoveryEvery,
    ImmutableHashSet<int> Enforced,
    ImmutableHashSet<int> Healthy,
    ImmutableHashSet<int> Unlisted,
    Adoption Adopt)
{
    private const int MostBrief = 14;
    private static readonly Transport[] Transports = [Transport.Klap, Transport.Klap, Transport.Aes, Transport.Klap1, Transport.Tpap];
    private static readonly Trouble[] Brief =
    [
        Trouble.Busy, Trouble.Expired, Trouble.DropBefore, Trouble.DropAfter, Trouble.Ignored, Trouble.Late, Trouble.Delay, Trouble.Garbage,
    ];

    private static readonly Trouble[] Long =
    [
        Trouble.Silent, Trouble.Refused, Trouble.Mute, Trouble.Undiscoverable, Trouble.Forbidden, Trouble.RefusesAccount, Trouble.HiddenOutlet,
    ];

    /// <summary>How many relays the house has.</summary>
    public int Outlets => Devices[..^1].Sum(static device => device.Outlets);

    /// <summary>Whether schedules run scenes.</summary>
    public bool HasScenes { get; init; } = true;

    /// <summary>The script with nothing in which a healthy outlet waits for a sick one, as it should: a toggle that means both depends on the sick one's
    /// reading, a step of a scene on the one before, an undo on what came last.</summary>
    public Script Parted => this with
    {
        HasScenes = false,
        Steps =
        [
            .. Steps.Where(static step => step is not (Step.Play or Step.Cancel or Step.Undo or Step.Adopt or Step.Forget or Step.Apply or Step.RollBack))
                .Select(step => step is Step.Ask { Verb: "toggle" } ask && IsMixed(ask) ? ask with { Verb = "on" } : step),
        ],
    };

    /// <summary>A part of the script that is short enough for processes, each command one of its own; the hive is killed twice at least.</summary>
    public Script Shortened
    {
        get
        {
            var random = new Random(Seed);
            var kept = Steps.Where(static step => step is not (Step.Kill or Step.Cancel)).OrderBy(_ => random.Next()).Take(MostBrief);
            var kills = Enumerable.Range(0, random.Next(2, 4)).Select(_ => new Step.Kill(
                Duration.FromMilliseconds(random.Next((int)Length.TotalMilliseconds)), Duration.FromMilliseconds(random.Next(200, 30_000)), WriteMade: false));
            return this with { Steps = [.. kept.Concat(kills).OrderBy(static step => step.At)] };
        }
    }

    /// <summary>The script without what makes devices sick; what clients ask stays.</summary>
    public Script Well => this with { Steps = [.. Steps.Where(static step => !step.Harms)] };

    private bool IsMixed(Step.Ask ask)
    {
        var owners = Devices[..^1].SelectMany((device, index) => Enumerable.Repeat(index, device.Outlets)).ToList();
        return ask.Outlets.Select(outlet => Healthy.Contains(owners[outlet])).Distinct().Count() > 1;
    }

    /// <summary>Makes up a script.</summary>
    public static Script Of(int seed)
    {
        var random = new Random(seed);
        var devices = Enumerable.Range(0, random.Next(3, 8)).Select(_ => (Transports[random.Next(Transports.Length)], random.Next(4) == 0 ? 3 : 1)).ToImmutableArray();
        var length = Duration.FromSeconds(random.Next(30, 300));
        var healthy = Enumerable.Range(0, devices.Length - 1).Where(_ => random.Next(4) == 0).ToImmutableHashSet();
        var script = new Script(
            seed,
            devices,
            [],
            length,
            Duration.FromSeconds(random.Next(2) == 0 ? 5 : 60),
            Enumerable.Range(0, devices.Length).Where(_ => random.Next(4) == 0).ToImmutableHashSet(),
            healthy,
            Enumerable.Range(0, devices.Length - 1).Where(number => devices[number].Item2 == 1 && random.Next(5) == 0).ToImmutableHashSet(),
            random.Next(2) == 0 ? Adoption.Ask : Adoption.Automatic);
        var sick = Enumerable.Range(0, devices.Length).Except(healthy).ToArray();
        var steps = Enumerable.Range(0, random.Next(5, 60)).Select(number => script.Make(random, number, sick));
        return script with { Steps = [.. steps.OrderBy(static step => step.At)] };
    }

    private Step Make(Random random, int number, int[] sick)
    {
        var at = Duration.FromMilliseconds(random.Next((int)Length.TotalMilliseconds));
        var device = sick[random.Next(sick.Length)];
        var slot = new OutletSlot(Devices[device].Outlets == 1 ? 0 : random.Next(1, 1 + Devices[device].Outlets));
        return random.Next(28) switch
        {
            20 or 21 => new Step.Play(at, random.Next(Household.Scenes.Length), $"operator:client-{number}"),
            22 => new Step.Cancel(at, $"operator:client-{number}"),
            23 => new Step.Undo(at, $"operator:client-{number}"),
            24 => new Step.Apply(at, random.Next(1 + Household.Editions)),
            25 => random.Next(2) == 0 ? new Step.RollBack(at, $"operator:client-{number}") : new Step.Apply(at, random.Next(1 + Household.Editions)),
            26 => new Step.Adopt(at, random.Next(Devices.Length - 1), $"operator:client-{number}"),
            27 => new Step.Forget(at, random.Next(Devices.Length - 1), $"operator:client-{number}"),
            < 7 => Ask(random, at, number),
            7 => new Step.Press(at, device, slot),
            8 => new Step.Trip(at, device, slot),
            9 => new Step.Reboot(at, device, Duration.FromSeconds(random.Next(1, 20)), random.Next(2) == 0),
            10 => new Step.Move(at, device),
            11 => new Step.Swap(at, device, sick[random.Next(sick.Length)]),
            12 => new Step.Update(at, device, Transports[random.Next(Transports.Length)]),
            13 => new Step.Rival(at, device, Duration.FromMilliseconds(random.Next(500, 8000)), random.Next(1, 8)),
            14 => new Step.Kill(at, Duration.FromMilliseconds(random.Next(200, 30_000)), random.Next(2) == 0),
            < 18 => new Step.Suffer(at, device, Brief[random.Next(Brief.Length)], Duration.FromMinutes(10), random.Next(1, 4)),
            < 20 => new Step.Suffer(at, device, Long[random.Next(Long.Length)], Duration.FromSeconds(random.Next(1, 90)), int.MaxValue),
            _ => throw new InvalidOperationException("Not a kind of step."),
        };
    }

    private Step.Ask Ask(Random random, Duration at, int number)
    {
        var share = random.Next(1, 4);
        ImmutableArray<int> outlets = [.. Enumerable.Range(0, Outlets).Where(_ => random.Next(share) == 0).DefaultIfEmpty(random.Next(Outlets))];
        var verb = random.Next(8) switch { < 3 => "on", < 5 => "off", < 7 => "toggle", _ => "release" };
        Duration? length = verb != "release" && random.Next(3) == 0 ? Duration.FromMilliseconds(random.Next(100, 60_000)) : null;
        return new Step.Ask(at, verb, outlets, length, $"operator:client-{number}");
    }
}
