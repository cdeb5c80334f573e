using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Net;
using TapoHive.Cli.CommandLine;
using TapoHive.Emulator.Control;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Houses;
using DiscoveryDefinition = TapoHive.Domain.Houses.DiscoveryDefinition;

namespace TapoHive.Cli.Verbs;

/// <summary>What <c>emulate</c> does.</summary>
internal static class EmulatedPlugs
{
    // Whoever may ask for what happened wants more of it than the last few requests.
    private const int ControlledLog = 10_000;

    /// <summary>Runs the plugs until Ctrl-C.</summary>
    public static async Task<int> RunAsync(EmulateOptions options, VerbContext context, CancellationToken cancellation)
    {
        var read = Read(options, context.Parsed);
        if (read is Parsed<HouseOptions>.Error(var problem))
        {
            await context.Screen.Error.WriteLineAsync(problem);
            return ExitCode.Usage;
        }

        try
        {
            await using var house = await EmulatedHouse.StartAsync(((Parsed<HouseOptions>.Ok)read).Value, cancellation);
            await using var control = context.Parsed.GetValue(options.Control) is { } port ? HouseControl.Open(house, port) : null;
            await PlugLine.WriteAllAsync(house, context.Screen.Out, cancellation);
            if (context.Screen.Kind == Terminal.ScreenKind.Terminal)
            {
                await context.Screen.Error.WriteLineAsync(Words(house, ((Parsed<HouseOptions>.Ok)read).Value, context.Parsed.GetValue(options.Password)));
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return ExitCode.Done;
        }
        catch (HouseStartException failure)
        {
            await context.Screen.Error.WriteLineAsync(failure.Message);
            return ExitCode.Error;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Done;
        }
    }

    // Plugs of the loopback are in no network that is looked at by itself.
    private static string Words(EmulatedHouse house, HouseOptions made, string? chosenPassword)
    {
        var target = made.Binding is HouseBinding.PortEach(var address, _) ? address : IPAddress.Parse("127.255.255.255");
        var port = house.DiscoveryPort == DiscoveryDefinition.Usual.Port ? "" : string.Create(CultureInfo.InvariantCulture, $" --port {house.DiscoveryPort}");
        var account = chosenPassword is null ? $" Their account is {made.Username}, its password {made.Password}." : "";
        return $"{house.Plugs.Length} plugs answer; discovery on UDP {house.DiscoveryPort}.{account} Ctrl-C ends."
            + (made.Binding.IsLoopback ? $"\nIn another terminal: {ProgramPath.AsTyped()} init --target {target}{port}" : "");
    }

    /// <summary>The house that was asked for, or what makes no sense about it.</summary>
    public static Parsed<HouseOptions> Read(EmulateOptions options, ParseResult parsed)
    {
        var mix = Mix.Parse(parsed.GetValue(options.Mix), parsed.GetValue(options.Plugs));
        var binding = HouseBinding.Parse(parsed.GetValue(options.Bind) ?? "", parsed.GetValue(options.Port));
        var faults = (parsed.GetValue(options.Faults) ?? []).Select(FaultGrammar.Parse).ToImmutableArray();
        var discovery = parsed.GetValue(options.DiscoveryPort);
        var usual = new HouseOptions();
        return (mix, binding, faults.OfType<Parsed<FaultOrder>.Error>().FirstOrDefault()) switch
        {
            (Parsed<Mix>.Error(var message), _, _) => new Parsed<HouseOptions>.Error(message),
            (_, Parsed<HouseBinding>.Error(var message), _) => new Parsed<HouseOptions>.Error(message),
            (_, _, Parsed<FaultOrder>.Error(var message)) => new Parsed<HouseOptions>.Error(message),
            _ when discovery is < 0 or > ushort.MaxValue => new Parsed<HouseOptions>.Error(string.Create(
                CultureInfo.InvariantCulture, $"Port {discovery} does not exist; use 1 to 65535, or 0 for any free one.")),
            (Parsed<Mix>.Ok(var plugs), Parsed<HouseBinding>.Ok(var where), _) => usual with
            {
                Mix = plugs,
                Binding = where,
                DiscoveryPort = discovery,
                Username = parsed.GetValue(options.Username) ?? usual.Username,
                Password = parsed.GetValue(options.Password) ?? usual.Password,
                Seed = parsed.GetValue(options.Seed),
                LogCapacity = parsed.GetValue(options.Control) is null ? usual.LogCapacity : ControlledLog,
                Faults = [.. faults.OfType<Parsed<FaultOrder>.Ok>().Select(static fault => fault.Value)],
            },
            _ => throw new InvalidOperationException("Neither read nor refused."),
        };
    }
}
