using System.CommandLine;
using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Completion;
using TapoHive.Cli.Terminal;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.Verbs;

/// <summary><c>tapohive completion</c>.</summary>
public static class CompletionVerb
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>Makes the verb.</summary>
    public static Verb Make(GlobalOptions globals, Screen screen)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh" }.WithWords(Shells);
        shell.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && !Shells.Contains(token.Value, StringComparer.Ordinal))
            {
                result.AddError($"'{token.Value}' is no shell that is known here{Suggestion.For(token.Value, Shells)} Write bash, zsh, fish or pwsh.");
            }
        });
        var verb = new Verb(
            "completion",
            "Print what makes a shell complete verbs, options and the names of your outlets, rooms, tags, scenes and schedules.",
            ("completion bash", "to look at; in ~/.bashrc: eval \"$(tapohive completion bash)\""),
            ("completion zsh", "in ~/.zshrc, after compinit: eval \"$(tapohive completion zsh)\""),
            ("completion fish > ~/.config/fish/completions/tapohive.fish", "once"),
            ("completion pwsh | Out-String | Invoke-Expression", "in $PROFILE"));
        verb.Arguments.Add(shell);
        return verb.Does(globals, screen, async (context, cancellation) =>
        {
            await context.Screen.Out.WriteAsync((await ScriptAsync(context.Parsed.GetRequiredValue(shell), cancellation)).AsMemory(), cancellation);
            return ExitCode.Done;
        });
    }

    private static async Task<string> ScriptAsync(string shell, CancellationToken cancellation)
    {
        using var script = new StreamReader(typeof(CompletionVerb).Assembly.GetManifestResourceStream($"tapohive.{shell}")!);
        return await script.ReadToEndAsync(cancellation);
    }
}
