using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TapoHive.Emulator.Control;

/// <summary>One answer of the control interface.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The body.</param>
internal sealed record ControlReply(int Status, string Json)
{
    /// <summary>What was asked for.</summary>
    public static ControlReply Of<T>(T shown, JsonTypeInfo<T> type) => new(200, JsonSerializer.Serialize(shown, type));

    /// <summary>A refusal, with what to do instead.</summary>
    public static ControlReply No(int status, string message) => new(status, JsonSerializer.Serialize(new ControlError(message), ControlJson.Default.ControlError));
}
