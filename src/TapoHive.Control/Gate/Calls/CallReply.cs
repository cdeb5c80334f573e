using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate.Calls;

/// <summary>What a request that has one answer came to.</summary>
internal abstract record CallReply
{
    private CallReply()
    {
    }

    /// <summary>The answer, as JSON of the contract, and what the audit says of it.</summary>
    public sealed record Answer(byte[] Json, string Outcome) : CallReply;

    /// <summary>It was not accepted.</summary>
    public sealed record Refuse(RefusalCode Code, string Message) : CallReply;

    /// <summary>Makes an answer of a report.</summary>
    public static CallReply Of<T>(T report, JsonTypeInfo<T> shape, string outcome) =>
        new Answer(JsonSerializer.SerializeToUtf8Bytes(report, shape), outcome);
}
