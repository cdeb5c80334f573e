using System.Collections.Immutable;
using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Contract;
using TapoHive.Domain.Houses;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive discover</c>.</summary>
public static class DiscoverVerb
{
    private static readonly TimeSpan UsualListening = TimeSpan.FromSeconds(3);

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var targets = new Argument<string[]>("TARGET")
        {
            Description = "where to look: an address, a range such as 192.0.2.0/24, broadcast, own-subnets; none for where the hive's houses look",
            Arity = ArgumentArity.ZeroOrMore,
        }.WithWords("broadcast", "own-subnets");
        targets.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static token => !DiscoveryTarget.TryParse(token.Value, out _)))
            {
                result.AddError($"'{token.Value}' is no place to look. Write broadcast, own-subnets, an address or a range such as 192.0.2.0/24.");
            }
        });
        var verb = new Verb(
            "discover",
            "Look for plugs now and show what answers. With targets it needs no hive.",
            ("discover", "everywhere the hive's houses look"),
            ("discover broadcast", "in this network, without a hive"),
            ("discover 192.0.2.0/24 --timeout 10s", "a range, listening longer"));
        var port = PortOption();
        verb.Arguments.Add(targets);
        verb.Options.Add(port);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(port) is { Implicit: false } && result.GetResult(targets) is null or { Tokens.Count: 0 })
            {
                result.AddError("--port goes with places to look at: without any, the hive looks where and how its houses say. Name one, such as broadcast.");
            }
        });
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var report = await LookAsync(context, [.. context.Parsed.GetValue(targets) ?? []], context.Parsed.GetValue(port), cancellation);
            context.Write(report, it => SightingTable.Write(it, context.Screen));
            return ExitCode.Done;
        });
    }

    /// <summary>The port that plugs listen on.</summary>
    internal static Option<int> PortOption()
    {
        var port = new Option<int>("--port") { Description = "the UDP port that plugs listen on", HelpName = "PORT", DefaultValueFactory = static _ => DiscoveryDefinition.UsualPort };
        port.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 65_535)
            {
                result.AddError("A port is from 1 to 65535.");
            }
        });
        return port;
    }

    private static async Task<DiscoverReport> LookAsync(VerbContext context, ImmutableArray<string> targets, int port, CancellationToken cancellation)
    {
        var listen = context.GivenTimeout ?? UsualListening;
        if (!targets.IsEmpty)
        {
            return await LooseDiscovery.LookAsync([.. targets.Select(DiscoveryTarget.FromText)], listen, port, cancellation);
        }

        await using var hive = await context.EnterAsync(cancellation);
        return await hive.DiscoverAsync([], listen, cancellation);
    }
}
