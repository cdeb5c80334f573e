using System.CommandLine;
using System.CommandLine.Completions;
using TapoHive.Cli.Verbs;
using TapoHive.Control.Client;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Completion;

/// <summary>What stands where a name, a file or a word is typed: told to the arguments and options, asked by shells.</summary>
public static class Complete
{
    /// <summary>The one answer that says: names of files.</summary>
    public const string Files = ":files:";

    /// <summary>The one answer that says: names of folders.</summary>
    public const string Folders = ":folders:";

    private static readonly string[] Joiners = ["and", "or"];

    /// <summary>An argument that takes selectors.</summary>
    public static Argument<T> WithSelectors<T>(this Argument<T> argument) => argument.With(Selectors);

    /// <summary>An argument that takes names.</summary>
    public static Argument<T> WithNames<T>(this Argument<T> argument, params NameKind[] kinds) => argument.With(context => NamesOf(context, kinds));

    /// <summary>An option that takes names.</summary>
    public static Option<T> WithNames<T>(this Option<T> option, params NameKind[] kinds) => option.With(context => NamesOf(context, kinds));

    /// <summary>An argument that takes some words among others.</summary>
    public static Argument<T> WithWords<T>(this Argument<T> argument, params string[] words) => argument.With(_ => words.Select(static word => new CompletionItem(word)));

    /// <summary>An option that takes some words.</summary>
    public static Option<T> WithWords<T>(this Option<T> option, params string[] words) => option.With(_ => words.Select(static word => new CompletionItem(word)));

    /// <summary>An argument that takes the name of a context.</summary>
    public static Argument<T> WithContexts<T>(this Argument<T> argument) => argument.With(static _ => Contexts());

    /// <summary>An option that takes the name of a context.</summary>
    public static Option<T> WithContexts<T>(this Option<T> option) => option.With(static _ => Contexts());

    /// <summary>An argument that takes a file.</summary>
    public static Argument<T> WithFiles<T>(this Argument<T> argument) => argument.With(static context => Mark(context, Files));

    /// <summary>An option that takes a file.</summary>
    public static Option<T> WithFiles<T>(this Option<T> option) => option.With(static context => Mark(context, Files));

    /// <summary>An option that takes a folder.</summary>
    public static Option<T> WithFolders<T>(this Option<T> option) => option.With(static context => Mark(context, Folders));

    private static Argument<T> With<T>(this Argument<T> argument, Func<CompletionContext, IEnumerable<CompletionItem>> source)
    {
        argument.CompletionSources.Add(context => Asked(context, source));
        return argument;
    }

    private static Option<T> With<T>(this Option<T> option, Func<CompletionContext, IEnumerable<CompletionItem>> source)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(context => Asked(context, source));
        return option;
    }

    // Help asks too, without a line, and would list all names where one says what is meant.
    private static IEnumerable<CompletionItem> Asked(CompletionContext context, Func<CompletionContext, IEnumerable<CompletionItem>> source) =>
        context is TextCompletionContext ? source(context) : [];

    // The library keeps only what holds the word that is typed.
    private static CompletionItem[] Mark(CompletionContext context, string mark) => [new CompletionItem(context.WordToComplete + mark)];

    private static IEnumerable<CompletionItem> NamesOf(CompletionContext context, NameKind[] kinds) =>
        Known(context).Of(kinds).Select(static name => new CompletionItem(name.Text, detail: name.Hint));

    private static IEnumerable<CompletionItem> Selectors(CompletionContext context)
    {
        var known = Known(context);
        foreach (var name in known.Of(NameKind.Outlet, NameKind.Plug, NameKind.Room, NameKind.Tag, NameKind.Model).DistinctBy(Word, StringComparer.Ordinal))
        {
            yield return new CompletionItem(Word(name), detail: name.Hint);
        }

        yield return new CompletionItem("all", detail: "every outlet that is not protected");
        yield return new CompletionItem("not", detail: "all but what follows");
        if (context.ParseResult.CommandResult.Tokens.Count > 1)
        {
            foreach (var joiner in Joiners)
            {
                yield return new CompletionItem(joiner);
            }
        }
    }

    private static string Word(KnownName name) => name.Kind switch
    {
        NameKind.Room => $"room.{name.Text}",
        NameKind.Tag => $"tag.{name.Text}",
        NameKind.Model => $"model.{name.Text}",
        _ => name.Text,
    };

    private static IEnumerable<CompletionItem> Contexts()
    {
        yield return new CompletionItem(HiveContexts.Local, detail: "the hive of this machine");
        foreach (var name in HiveContexts.Usual.Names)
        {
            yield return new CompletionItem(name);
        }
    }

    // The hive that the command would ask, as far as that can be told without looking for one that runs.
    private static KnownNames Known(CompletionContext context)
    {
        var elsewhere = Typed(context, "--hive");
        var typed = Typed(context, "--data");
        var folder = string.IsNullOrWhiteSpace(typed) ? Environment.GetEnvironmentVariable("TAPOHIVE_DATA") : typed;
        if (elsewhere is null && string.IsNullOrWhiteSpace(folder))
        {
            elsewhere = Used();
        }

        var hive = elsewhere is not null and not HiveContexts.Local ? NameCache.OfContext(elsewhere)
            : string.IsNullOrWhiteSpace(folder) ? NameCache.LastAsked(
                [.. new[] { ProgramSettings.NamedFolder(), DataFolder.Usual, DataFolder.Demo, DataFolder.OfTheMachine }.OfType<DataFolder>().Select(static place => place.Path)])
            : Path.GetFullPath(folder);
        return hive is null ? KnownNames.None : NameCache.Read(hive);
    }

    private static string? Typed(CompletionContext context, string name)
    {
        var option = context.ParseResult.RootCommandResult.Command.Options.FirstOrDefault(option => option.Name == name);
        return option is not null && context.ParseResult.GetResult(option)?.Tokens is [var token, ..] ? token.Value : null;
    }

    private static string Used()
    {
        try
        {
            return HiveContexts.Usual.Current;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return HiveContexts.Local;
        }
    }
}
