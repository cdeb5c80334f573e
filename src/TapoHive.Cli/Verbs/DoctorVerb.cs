using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Examining;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Contract;
using TapoHive.Domain.Diagnosis;
using TapoHive.Domain.Plugs;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive doctor</c>.</summary>
public static class DoctorVerb
{
    private static readonly TimeSpan UsualListening = TimeSpan.FromSeconds(2);

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var plug = new Argument<string?>("PLUG") { Description = "a plug, by name, or by address where no hive runs; none for the hive itself", Arity = ArgumentArity.ZeroOrOne }
            .WithNames(NameKind.Plug);
        var port = DiscoverVerb.PortOption();
        var verb = new Verb(
            "doctor",
            "Look for what is wrong: with the hive and this machine, or with one plug. Each line is a verdict, the evidence, and what to do. Ends with 0 unless there is a problem (1).",
            ("doctor", "the hive: does it answer, disk, journal, clock, time zones, networks, firewall"),
            ("doctor lamp", "a plug: does it answer, whose is it, protocol, password, signal, rivals, rules stored on it, what comes next"),
            ("doctor 192.0.2.31", "a plug by its address, also where no hive runs"),
            ("doctor lamp --output json", "for programs"));
        verb.Arguments.Add(plug);
        verb.Options.Add(port);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var report = context.Parsed.GetValue(plug) is { } name
                ? await ExamineAsync(context, name, context.Parsed.GetValue(port), cancellation)
                : await HiveExamination.ExamineAsync(context, cancellation);
            context.Write(report, it => DoctorPage.Write(it, context.Screen));
            return report.Verdict == Verdict.Problem ? ExitCode.Error : ExitCode.Done;
        });
    }

    private static async Task<DoctorReport> ExamineAsync(VerbContext context, string name, int port, CancellationToken cancellation)
    {
        var listen = context.GivenTimeout ?? UsualListening;
        var isAddress = PlugAddress.TryParse(name, out var address);
        try
        {
            await using var hive = await context.EnterAsync(cancellation);
            return isAddress ? await ByAddressAsync(hive) : await hive.DoctorAsync(name, listen, cancellation);
        }
        catch (HiveException away) when (isAddress && away.Failure == HiveFailure.NotReachable)
        {
            return await AddressExamination.ExamineAsync(address.Host, listen, port, cancellation);
        }

        // The hive knows its plugs by name.
        async Task<DoctorReport> ByAddressAsync(HiveClient hive)
        {
            var status = await hive.StatusAsync([], Control.Wire.StatusScope.Everything, cancellation);
            return status.Outlets.FirstOrDefault(outlet => PlugAddress.TryParse(outlet.Address, out var at) && at.Host.Equals(address.Host)) is { } known
                ? await hive.DoctorAsync($"{known.House}/{known.Plug}", listen, cancellation)
                : await AddressExamination.ExamineAsync(address.Host, listen, port, cancellation);
        }
    }
}
