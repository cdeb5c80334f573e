using System.CommandLine;

namespace TapoHive.Cli.Verbs;

/// <summary>The house that a verb is about.</summary>
internal static class HouseArgument
{
    public static Argument<string?> Make() => new("HOUSE") { Description = "which house; not needed where there is only one", Arity = ArgumentArity.ZeroOrOne };
}
