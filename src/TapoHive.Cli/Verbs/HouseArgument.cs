using System.CommandLine;
using TapoHive.Cli.Completion;

namespace TapoHive.Cli.Verbs;

/// <summary>The house that a verb is about.</summary>
internal static class HouseArgument
{
    public static Argument<string?> Make() => new Argument<string?>("HOUSE") { Description = "which house; not needed where there is only one", Arity = ArgumentArity.ZeroOrOne }
        .WithNames(NameKind.House);
}
