using System.Collections.Immutable;
using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;
using TapoHive.Control.Wire;
using TapoHive.Domain.Intents;
using Kind = TapoHive.Actors.Messages.SwitchVerb;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive on</c>, <c>off</c> and <c>toggle</c>.</summary>
public static class SwitchVerb
{
    /// <summary>Makes one of the three verbs.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen, Kind kind)
    {
        var word = kind.ToString().ToLowerInvariant();
        var selectors = SelectorArguments.Required();
        var during = GlobalOptions.DurationOption("--for", "only for this long, such as 2h; then what else is wanted, or the opposite");
        var hold = new Option<bool>("--hold") { Description = "until 'release': no schedule ends it" };
        var noWait = new Option<bool>("--no-wait") { Description = "do not wait for proof" };
        var yes = new Option<bool>("--yes", "-y") { Description = "do not ask before switching all" };
        var verb = new Verb(
            word,
            kind == Kind.Toggle ? "Switch outlets over, from what a fresh reading shows, and wait for proof." : $"Switch outlets {word} and wait until each was read back.",
            ($"{word} lamp", "one outlet, or all of one plug"),
            ($"{word} tag.light and not room.office", "a selection"),
            ($"{word} heater --for 2h", "for a while"),
            ($"{word} porch --hold", "whatever the schedules say"),
            ($"{word} all --yes", "everything that is not protected"));
        verb.Arguments.Add(selectors);
        verb.Options.Add(during);
        verb.Options.Add(hold);
        verb.Options.Add(noWait);
        verb.Options.Add(yes);
        verb.Validators.Add(result =>
        {
            if (result.GetResult(during) is not null && result.GetValue(hold))
            {
                result.AddError("An end (--for) and no end (--hold) exclude each other.");
            }
        });
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            var words = SelectorArguments.Joined(context.Parsed.GetValue(selectors) ?? []);
            var isAsking = context.Screen.Asking == Asking.APerson && context.Format == OutputFormat.Table && !context.Parsed.GetValue(yes);
            await using var hive = await context.EnterAsync(cancellation);
            if (isAsking && SelectorArguments.Sweeps(words) && !await IsConfirmedAsync(hive, words, word, context.Screen, cancellation))
            {
                await context.Screen.Error.WriteLineAsync("Nothing was switched.");
                return ExitCode.Error;
            }

            var request = new SwitchRequest(
                0,
                kind,
                words,
                context.Parsed.GetValue(during)?.TotalSeconds,
                context.Parsed.GetValue(hold) ? Holding.UntilReleased : Holding.UntilNextOccurrence,
                (context.GivenTimeout ?? RunFollowing.UsualWindow).TotalSeconds,
                context.Parsed.GetValue(noWait) ? Waiting.ForAcceptance : Waiting.ForProof);
            return await RunFollowing.FollowAsync(hive.SwitchAsync(request, cancellation), request.Waiting, context, cancellation);
        });
    }

    private static async Task<bool> IsConfirmedAsync(
        HiveClient hive,
        ImmutableArray<string> selectors,
        string word,
        Screen screen,
        CancellationToken cancellation)
    {
        var meant = await hive.StatusAsync(selectors, StatusScope.Everything, cancellation);
        await screen.Error.WriteAsync($"This means {meant.Outlets.Length} outlets: {word}? [y/N] ");
        await screen.Error.FlushAsync(cancellation);
        var answer = await screen.In.ReadLineAsync(cancellation);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
