using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive emulate</c>.</summary>
public static class EmulateVerb
{
    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var options = new EmulateOptions();
        var verb = new Verb(
            "emulate",
            "Run plugs that are not there, on this machine's sockets, until Ctrl-C. Prints a line of JSON for each, once it answers.",
            ("emulate", "seven plugs, one port each, from 127.0.0.1:18000"),
            ("emulate --plugs 500 --bind 127.20.0.0/16 --port 8080", "one address each"),
            ("emulate --mix aes=2,klap=5,klap1=1,tpap=2,strip=1", "which kinds"),
            ("emulate --fault dark:mute@3,7 --fault press@1/every=30s", "with trouble"),
            ("emulate --control 18999", "with trouble at run time: 'curl 127.0.0.1:18999/plugs', and 'curl 127.0.0.1:18999' for the rest"),
            ("emulate --bind 127.20.0.0/16 --port 80", "where other clients look (port 80 may need root)"),
            ("emulate --bind 192.0.2.0/24 --port 80", "for a whole network: on addresses this machine has there already"));
        foreach (var option in options.All)
        {
            verb.Options.Add(option);
        }

        return verb.Does(globals, screen, (context, cancellation) => EmulatedPlugs.RunAsync(options, context, cancellation));
    }
}
