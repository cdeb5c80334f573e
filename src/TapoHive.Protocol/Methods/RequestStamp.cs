using System.Text.Json;

namespace TapoHive.Protocol.Methods;

/// <summary>The time and the client's name that go with a request. Hardly any firmware looks at them; some refuses a login without
/// (PROTOCOL 2.3), and clients of the two transports spell them differently.</summary>
/// <param name="EpochMilliseconds">The real time; 0 is refused by some firmware.</param>
/// <param name="TerminalUuid">Any text that stays the same for this client: base64 of 16 random bytes.</param>
/// <param name="Spelling">How the two are called.</param>
public sealed record RequestStamp(long EpochMilliseconds, string TerminalUuid, StampSpelling Spelling)
{
    internal void WriteMembers(Utf8JsonWriter json)
    {
        var camel = Spelling == StampSpelling.SecurePassthrough;
        json.WriteNumber(camel ? "requestTimeMils" : "request_time_milis", EpochMilliseconds);
        json.WriteString(camel ? "terminalUUID" : "terminal_uuid", TerminalUuid);
    }
}

/// <summary>The two spellings of a <see cref="RequestStamp"/>.</summary>
public enum StampSpelling
{
    /// <summary><c>requestTimeMils</c>, <c>terminalUUID</c>.</summary>
    SecurePassthrough,

    /// <summary><c>request_time_milis</c>, <c>terminal_uuid</c>.</summary>
    Klap,
}
