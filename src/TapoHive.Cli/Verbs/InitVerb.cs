using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.NewHouses;
using TapoHive.Cli.Terminal;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive init</c>.</summary>
public static class InitVerb
{
    private static readonly TimeSpan UsualListening = TimeSpan.FromSeconds(4);

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var file = new Argument<string>("FILE") { Description = "the house file to write", DefaultValueFactory = static _ => "house.conf" }.WithFiles();
        var username = new Option<string?>("--username") { Description = "the e-mail of the TP-Link account, exactly as the Tapo app shows it", HelpName = "E-MAIL" };
        var passwordFile = new Option<string?>("--password-file") { Description = "a file that holds its password, readable by you alone", HelpName = "FILE" }.WithFiles();
        var passwordStdin = new Option<bool>("--password-stdin") { Description = "its password is the first line of standard input; it is kept beside the house file (0600)" };
        var name = Checked(new Option<string?>("--name") { Description = "the house's name (home unless said)", HelpName = "NAME" }, NameWords.Objection);
        var zone = Checked(new Option<string?>("--zone") { Description = "its time zone (this machine's unless said)", HelpName = "ZONE" }, ZoneText.Objection);
        var place = Checked(
            new Option<string?>("--place") { Description = $"where it stands, for sunrise and sunset: {PlaceText.Example}", HelpName = "LAT,LON" },
            static text => PlaceText.Read(text) is null ? $"'{text}' is no place. Write {PlaceText.Example}." : null);
        var targets = new Option<string[]>("--target") { Description = "where plugs are looked for: broadcast, own-subnets, a range, an address; may be given several times", HelpName = "TARGET" }
            .WithWords("broadcast", "own-subnets");
        targets.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static token => !DiscoveryTarget.TryParse(token.Value, out _)))
            {
                result.AddError($"'{token.Value}' is no place to look. Write broadcast, own-subnets, an address or a range such as 192.0.2.0/24.");
            }
        });
        var port = DiscoverVerb.PortOption();
        var ask = new Option<bool>("--ask") { Description = "found plugs wait for 'tapohive adopt' instead of joining by themselves" };
        var offline = new Option<bool>("--offline") { Description = "do not look for plugs" };
        var force = new Option<bool>("--force") { Description = "replace files that are there already" };
        var verb = new Verb(
            "init",
            "Make a house file, in one conversation: account, plugs that answer, names, time zone and place. Then it says what to type next.",
            ("init", "asks for all it needs, and writes house.conf"),
            ("init ~/house/house.conf", "another file"),
            ("init --target 192.0.2.0/24", "plugs in another network than this machine"),
            ("init --username me@example.com --password-file tapo-password", "without a question, for scripts"));
        verb.Arguments.Add(file);
        foreach (var option in (Option[])[username, passwordFile, passwordStdin, name, zone, place, targets, port, ask, offline, force])
        {
            verb.Options.Add(option);
        }

        verb.Validators.Add(result =>
        {
            if (result.GetResult(passwordFile) is not null && result.GetValue(passwordStdin))
            {
                result.AddError("The password comes from a file or from standard input, not from both.");
            }
        });
        return verb.Does(globals, screen, (context, cancellation) =>
        {
            var parsed = context.Parsed;
            var request = new InitRequest(
                parsed.GetRequiredValue(file),
                parsed.GetValue(username),
                parsed.GetValue(passwordFile),
                parsed.GetValue(passwordStdin) ? PasswordFrom.StandardInput : PasswordFrom.APerson,
                parsed.GetValue(name),
                parsed.GetValue(zone),
                parsed.GetValue(place) is { } text ? PlaceText.Read(text) : null,
                [.. (parsed.GetValue(targets) ?? []).Select(DiscoveryTarget.FromText).Distinct()],
                parsed.GetValue(port),
                parsed.GetValue(ask) ? Adoption.Ask : Adoption.Automatic,
                parsed.GetValue(force) ? ExistingFiles.Replaced : ExistingFiles.Kept,
                parsed.GetValue(offline) ? Looking.LeftOut : Looking.Wanted,
                context.GivenTimeout ?? UsualListening);
            var isAsking = context.Screen.Asking == Asking.APerson && context.Format == OutputFormat.Table;
            return isAsking ? AskAsync(request, context, cancellation) : new InitRun(request, context, null).RunAsync(cancellation);
        });
    }

    private static async Task<int> AskAsync(InitRequest request, VerbContext context, CancellationToken cancellation)
    {
        var person = new InitConversation(context.Screen.Talk());
        try
        {
            return await new InitRun(request, context, person).RunAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C in the middle of a line.
            person.Say();
            throw;
        }
    }

    private static Option<string?> Checked(Option<string?> option, Func<string, string?> objection)
    {
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && objection(token.Value) is { } wrong)
            {
                result.AddError(wrong);
            }
        });
        return option;
    }
}
