using System.Globalization;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.Verbs;

/// <summary>What <c>up</c> prints when the hive runs: what to type next, ready to be copied.</summary>
public static class NextSteps
{
    /// <summary>The text.</summary>
    /// <param name="started">What runs.</param>
    /// <param name="folder">Its data folder.</param>
    /// <param name="demoPlugs">How many plugs are emulated; null for a real house.</param>
    /// <param name="mention">The data folder, where other commands have to be told of it.</param>
    /// <param name="program">How to call this program from anywhere.</param>
    public static string Text(UpStarted started, DataFolder folder, int? demoPlugs, DataFolder? mention, string program)
    {
        var data = mention is null ? "" : $" --data {ProgramPath.Quoted(mention.Path)}";
        var outlet = started.Example ?? "OUTLET";
        if (demoPlugs is null && started.Houses.IsEmpty)
        {
            return $"""
                The hive is up, and has no house yet.

                In another terminal, make a house file and give it to the hive:
                  {program} init
                  {program} house apply house.conf{data}

                {Where()}
                """;
        }

        var what = demoPlugs is { } plugs
            ? string.Create(CultureInfo.InvariantCulture, $"A demonstration house with {plugs} emulated plugs is up. Nothing here is real; the plugs listen on this machine only.")
            : $"The hive is up: {string.Join(", ", started.Houses)}.";
        return $"""
            {what}

            In another terminal:
              {program} status{data}
              {program} off all{data}
              {program} on {outlet}{data}
              {program} why {outlet}{data}
              {program} watch{data}

            {Where()}
            """;

        string Where() => $"Data: {folder.Path}   Gate: {started.Gate}   Stop: Ctrl-C";
    }
}
