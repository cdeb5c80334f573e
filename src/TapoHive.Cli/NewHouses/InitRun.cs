using System.Collections.Immutable;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Rendering;
using TapoHive.Cli.Terminal;
using TapoHive.Cli.Verbs;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Daemon.Accounts;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Sightings;
using TapoHive.Domain.Text;
using TapoHive.Protocol;
using TapoHive.Scheduling;

namespace TapoHive.Cli.NewHouses;

/// <summary>From nothing to a checked house file: asks a person, or takes what the command line says. Nothing is written before the end.</summary>
internal sealed class InitRun(InitRequest request, VerbContext context, InitConversation? person)
{
    private const string UsualName = "home";
    private readonly string _house = NamedFile.PathOf(request.File);
    private ImmutableArray<DiscoveryTarget> _targets = request.Targets.IsEmpty ? DiscoveryDefinition.Usual.Targets : request.Targets;

    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (Lacking() is { } lacking)
        {
            await context.Screen.Error.WriteLineAsync(lacking);
            return ExitCode.Usage;
        }

        if (person is null && request.Existing == ExistingFiles.Kept && new NewHouseFiles(_house, Secret(), request.PasswordFile is null ? "" : null).Existing.FirstOrDefault() is { } existing)
        {
            await context.Screen.Error.WriteLineAsync($"'{existing}' is there already, and was left as it is. Say --force to replace it, or name another file.");
            return ExitCode.Error;
        }

        person?.Say("This makes a house file: your account, the plugs that answer here, where and when the house is.");
        person?.Say("Nothing is written before the end; Ctrl-C leaves no trace.");
        person?.Title("TP-Link account");
        var username = request.Username ?? await person!.UsernameAsync(cancellation);
        var (password, look) = await AccountAsync(username, cancellation);
        if (look?.Rejecting is { } rejecting)
        {
            await context.Screen.Error.WriteLineAsync($"{rejecting.Trouble!.Message} Nothing was written.");
            return ExitCode.Error;
        }

        var named = look is { Ours.IsEmpty: false } && person is not null ? await NamesAsync(look.Ours, cancellation) : [];
        person?.Title("The house");
        var name = request.Name ?? (person is null ? UsualName : await person.HouseNameAsync(UsualName, cancellation));
        var zone = request.TimeZone ?? (person is null ? ZoneText.Here : await person.ZoneAsync(ZoneText.Here, cancellation));
        var place = request.Location ?? (person is null ? null : await person.PlaceAsync(cancellation));
        var files = new NewHouseFiles(_house, Secret(), request.PasswordFile is null ? password : null);
        var sketch = new HouseSketch(name, zone, place, username, files.SecretAsNamed, _targets, request.Port, request.Adopt, named)
        {
            Known = look is null ? [] : [.. look.Ours.Select(static plug => Slug.Of(plug.Alias)).Where(static known => known.Length > 0)],
        };
        return await WriteAsync(files, sketch, look, cancellation);
    }

    // Without a person everything that cannot be guessed has to be said.
    private string? Lacking()
    {
        if (request.Username is { } username && InitConversation.Objection(username) is { } objection)
        {
            return objection;
        }

        if (request.PasswordFile is { } file && SecretFile.StateOf(Path.GetFullPath(file)) is not SecretFileState.Guarded and var state)
        {
            return state == SecretFileState.Missing
                ? $"There is no file '{file}'. Put the password into it, readable by you alone: (umask 077; cat > {ProgramPath.Quoted(file)})"
                : $"Other users of this machine can read or replace '{file}'. Run: chmod 600 {ProgramPath.Quoted(file)}";
        }

        return person is null && (request.Username is null || (request.PasswordFile is null && request.PasswordFrom == PasswordFrom.APerson))
            ? "There is nobody to ask here. Say --username and --password-file (or --password-stdin); the rest is taken as usual. With a terminal, 'tapohive init' asks."
            : null;
    }

    private string Secret() => Path.GetFullPath(request.PasswordFile ?? Path.ChangeExtension(_house, ".password"));

    private async Task<(string Password, NetworkLook? Look)> AccountAsync(string username, CancellationToken cancellation)
    {
        var password = await PasswordAsync(cancellation);
        if (request.Looking == Looking.LeftOut)
        {
            return (password, null);
        }

        person?.Title("Plugs");
        while (true)
        {
            Task<NetworkLook> Look() => NetworkLook.TakeAsync(_targets, request.Port, request.Listen, new PlugCredentials(username, password), cancellation);
            var look = person is null ? await Look() : await person.WhileAsync("Looking for plugs ...", Look);
            if (person is null)
            {
                return (password, look);
            }

            Show(look, username);
            if (look.Rejecting is { } rejecting)
            {
                person.Say();
                person.Say($"{rejecting.Trouble!.Message} No attempt was spent: the plug showed that by itself.");
                password = await person.PasswordAsync(cancellation);
                continue;
            }

            if (!look.Ours.IsEmpty || await person.LookElsewhereAsync(cancellation) is not (true, var more))
            {
                return (password, look);
            }

            _targets = [.. _targets.Concat(more).Distinct()];
        }
    }

    private async Task<string> PasswordAsync(CancellationToken cancellation)
    {
        if (request.PasswordFile is { } file)
        {
            return SecretText.Of(await File.ReadAllBytesAsync(file, cancellation));
        }

        return request.PasswordFrom == PasswordFrom.StandardInput
            ? await context.Screen.In.ReadLineAsync(cancellation) is { Length: > 0 } line ? line : throw new IOException("Standard input holds no password. Write it as one line.")
            : await person!.PasswordAsync(cancellation);
    }

    private void Show(NetworkLook look, string username)
    {
        foreach (var sentence in SightingStandings.Words(look.Sightings, OwnerHash.OfUser(username)))
        {
            person!.Say(sentence);
        }

        foreach (var plug in look.Ours)
        {
            person!.Say(InitConversation.Line(plug));
            if (plug.Trouble is { Kind: not Domain.Failures.FailureKind.CredentialsRejected } trouble)
            {
                person.Say($"    {trouble.Message}");
            }
        }

        if (look.Proven)
        {
            person!.Say("The password is right: a plug has shown that it knows it.");
        }
        else if (!look.Ours.IsEmpty && look.Rejecting is null)
        {
            person!.Say("Whether the password is right is seen when the hive starts: these plugs count attempts, so it is tried on one of them first.");
        }

        foreach (var cause in look.Causes)
        {
            person!.Say($"- {cause}");
        }
    }

    private async Task<ImmutableArray<NamedPlug>> NamesAsync(ImmutableArray<FoundPlug> plugs, CancellationToken cancellation)
    {
        person!.Title("Names");
        person.Say(request.Adopt == Adoption.Automatic
            ? "Plugs join under their names in the Tapo app: 'Desk lamp' becomes desk-lamp."
            : "Plugs that are not named here wait for 'tapohive adopt'.");
        return await person.NamesAsync(plugs, cancellation);
    }

    private async Task<int> WriteAsync(NewHouseFiles files, HouseSketch sketch, NetworkLook? look, CancellationToken cancellation)
    {
        var text = HouseSketchText.Of(sketch);
        var read = HouseFile.ReadText(text, files.House, ScheduledHouseFile.Options with { Secrets = static _ => SecretFileState.Guarded });
        if (read.HasErrors)
        {
            ProblemLines.Write(files.House, read, context.Screen with { Out = context.Screen.Error });
            return ExitCode.Error;
        }

        if (person is not null && !await IsWantedAsync(files, cancellation))
        {
            await context.Screen.Error.WriteLineAsync("Nothing was written.");
            return ExitCode.Error;
        }

        files.Write(text);
        var program = ProgramPath.AsTyped();
        context.Write(Report(files, sketch, look, $"{program} up --house {ProgramPath.Quoted(Near(files.House))}"), it => Tell(it, sketch, look, program));
        return ExitCode.Done;
    }

    // As a person here would type it.
    private static string Near(string file) =>
        Path.GetRelativePath(Directory.GetCurrentDirectory(), file) is var near && !near.StartsWith("..", StringComparison.Ordinal) ? near : file;

    private async Task<bool> IsWantedAsync(NewHouseFiles files, CancellationToken cancellation)
    {
        person!.Title("Files");
        person.Say($"  {files.House}");
        person.Say($"  {files.Secret}  (the password{(files.Password is null ? "; stays as it is" : ", for you alone to read")})");
        foreach (var existing in request.Existing == ExistingFiles.Replaced ? [] : files.Existing)
        {
            if (!await person.ConfirmAsync($"'{existing}' is there already. Replace it?", preset: false, cancellation))
            {
                return false;
            }
        }

        return await person.ConfirmAsync("Write them?", preset: true, cancellation);
    }

    private static InitReport Report(NewHouseFiles files, HouseSketch sketch, NetworkLook? look, string next) => new(
        sketch.Name,
        files.House,
        files.Secret,
        look is null ? "untried" : look.Proven ? "proven" : "unproven",
        look is null ? [] : [.. look.Sightings.OrderBy(static it => it.Mac).Select(it => SightingProjection.Of(
            it,
            OwnerHash.OfUser(sketch.Username),
            sketch.Plugs.FirstOrDefault(plug => plug.Mac == it.Mac)?.Name ?? (look.Ours.FirstOrDefault(plug => plug.Sighting.Mac == it.Mac) is { Alias.Length: > 0 } known ? Slug.Of(known.Alias) : null)))],
        look?.Causes ?? [],
        [next, "tapohive status", "tapohive doctor"]);

    private void Tell(InitReport report, HouseSketch sketch, NetworkLook? look, string program)
    {
        var output = context.Screen.Out;
        if (person is null && look is not null)
        {
            foreach (var sentence in SightingStandings.Words(look.Sightings, OwnerHash.OfUser(sketch.Username)).Concat(look.Causes.Select(static cause => $"- {cause}")))
            {
                output.WriteLine(sentence);
            }
        }

        var outlet = report.Sightings.Select(static plug => plug.Known).FirstOrDefault(static name => name is not null) ?? "OUTLET";
        output.WriteLine($"""

            Written and checked: house '{report.House}' in {report.File}.

            Now start the hive:
              {report.Next[0]}
            and in another terminal:
              {program} status
              {program} on {outlet}
              {program} why {outlet}
            Plugs that do not answer? {program} doctor
            Scenes and schedules: the last lines of the file show how; then {program} house apply {ProgramPath.Quoted(Near(report.File))}
            """);
    }
}
