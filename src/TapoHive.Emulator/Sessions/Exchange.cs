using System.Text.Json;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Web;

namespace TapoHive.Emulator.Sessions;

/// <summary>One HTTP request, understood: opened where it was sealed, not yet carried out.</summary>
internal abstract record Exchange
{
    private Exchange()
    {
    }

    /// <summary>Answered without a session: a probe, a refusal.</summary>
    /// <param name="Name">What it is called in the plug's log.</param>
    /// <param name="Code">What the log says of it: an error code or an HTTP status.</param>
    /// <param name="Reply">The answer.</param>
    public sealed record Plain(string Name, int Code, HttpReply Reply) : Exchange;

    /// <summary>A step of a handshake or login, which changes sessions when it is carried out.</summary>
    /// <param name="Name">What it is called in the plug's log.</param>
    /// <param name="Kind">Handshake or login.</param>
    /// <param name="Carry">Carries it out; the code is for the log.</param>
    public sealed record Step(string Name, RequestKind Kind, Func<Admission, (int Code, HttpReply Reply)> Carry) : Exchange;

    /// <summary>A request inside a session.</summary>
    /// <param name="Json">The JSON.</param>
    /// <param name="Seal">Seals the answer; the flag asks for a wrong seal.</param>
    public sealed record Request(JsonElement Json, Func<JsonObject, bool, HttpReply> Seal) : Exchange;
}
