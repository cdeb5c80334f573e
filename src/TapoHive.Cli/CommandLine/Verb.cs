using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using TapoHive.Cli.Terminal;
using TapoHive.Control.Client;

namespace TapoHive.Cli.CommandLine;

/// <summary>A verb of the command line: its words, its examples, and what it does.</summary>
[SuppressMessage("Design", "CA1010", Justification = "The library's own way of nesting.")]
public sealed class Verb : Command
{
    /// <summary>Makes a verb.</summary>
    /// <param name="name">The word.</param>
    /// <param name="description">What it does, in a line.</param>
    /// <param name="examples">Commands that teach it, each with what it does.</param>
    public Verb(string name, string description, params (string Command, string Meaning)[] examples)
        : base(name, description) => Examples = examples;

    /// <summary>Commands that teach it, each with what it does.</summary>
    public IReadOnlyList<(string Command, string Meaning)> Examples { get; }

    /// <summary>Says what the verb does. Failures become words on the error stream and an exit code; nobody ever sees a stack trace.</summary>
    public Verb Does(GlobalOptions globals, Screen screen, Func<VerbContext, CancellationToken, Task<int>> action)
    {
        SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var code = await action(new VerbContext(parsed, globals, screen), cancellation);
                await screen.Out.FlushAsync(CancellationToken.None);
                return code;
            }
            catch (HiveException failure)
            {
                await screen.Error.WriteLineAsync(failure.Message);
                return ExitCode.Of(failure.Failure);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCode.Interrupted;
            }
            catch (IOException gone) when (Standard.IsGone(gone))
            {
                // Whoever read has read enough.
                return ExitCode.Done;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                await screen.Error.WriteLineAsync(e.Message);
                return ExitCode.Error;
            }
            catch (Exception e)
            {
                await screen.Error.WriteLineAsync($"This is a mistake of the program itself, {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Report it with what was typed.");
                return ExitCode.Error;
            }
        });
        return this;
    }
}
