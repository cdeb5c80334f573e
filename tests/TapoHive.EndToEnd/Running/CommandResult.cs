using System.Text.Json.Nodes;

namespace TapoHive.EndToEnd.Running;

/// <summary>What became of one command line.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Out, string Error)
{
    /// <summary>The one object of <c>--output json</c>.</summary>
    public JsonObject Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Out)!.AsObject();
            }
            catch (System.Text.Json.JsonException error)
            {
                throw new InvalidOperationException($"This is not one JSON object: {this}", error);
            }
        }
    }

    /// <summary>The outlets of <c>status</c> or of a run, by name.</summary>
    public IReadOnlyDictionary<string, JsonObject> Outlets =>
        Json["outlets"]!.AsArray().Select(static outlet => outlet!.AsObject()).ToDictionary(static outlet => (string)outlet["name"]!);

    /// <summary>Fails with everything that was said, unless the exit code is this one.</summary>
    public CommandResult Exits(int code)
    {
        Assert.True(ExitCode == code, $"Exit code {code} was expected. {this}");
        return this;
    }

    public override string ToString() => $"'tapohive {Command}' ended with {ExitCode}\n--- stdout\n{Out}\n--- stderr\n{Error}";
}
