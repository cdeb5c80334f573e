using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive discover</c>.</summary>
public static class DiscoverVerb
{
    private static readonly TimeSpan UsualListening = TimeSpan.FromSeconds(3);

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var verb = new Verb(
            "discover",
            "Look for plugs now, where the hive's houses look, and show what answers.",
            ("discover", "everywhere the houses look"),
            ("discover --timeout 10s", "listen longer"));
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await using var hive = await context.EnterAsync(cancellation);
            var report = await hive.DiscoverAsync([], context.GivenTimeout ?? UsualListening, cancellation);
            context.Write(report, it => SightingTable.Write(it, context.Screen));
            return ExitCode.Done;
        });
    }
}
