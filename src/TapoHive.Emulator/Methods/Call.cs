using System.Text.Json;
using TapoHive.Emulator.Devices;

namespace TapoHive.Emulator.Methods;

/// <summary>One method as it reached a plug.</summary>
/// <param name="Plug">The plug.</param>
/// <param name="Target">The relay it is about; null when it is about the parent of a strip.</param>
/// <param name="Parameters">Its <c>params</c>; undefined when left out.</param>
/// <param name="Now">When.</param>
internal readonly record struct Call(PlugDevice Plug, Outlet? Target, JsonElement Parameters, DateTimeOffset Now)
{
    /// <summary>The relay, for methods that only exist where there is one.</summary>
    public Outlet Outlet => Target ?? throw new InvalidOperationException("A method of an outlet was called on a strip.");

    /// <summary>Whether the call is to a strip's child.</summary>
    public bool IsChild => Plug.Model.IsStrip && Target is not null;

    /// <summary>Reads a boolean; <paramref name="wrong"/> is set where something else stands.</summary>
    public bool? Flag(string name, ref bool wrong) => Read<bool?>(name, ref wrong, static v => v.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    });

    /// <summary>Reads a whole number.</summary>
    public int? Number(string name, ref bool wrong) =>
        Read<int?>(name, ref wrong, static v => v.ValueKind is JsonValueKind.Number && v.TryGetInt32(out var n) ? n : null);

    /// <summary>Reads a large whole number.</summary>
    public long? LongNumber(string name, ref bool wrong) =>
        Read<long?>(name, ref wrong, static v => v.ValueKind is JsonValueKind.Number && v.TryGetInt64(out var n) ? n : null);

    /// <summary>Reads a text.</summary>
    public string? Text(string name, ref bool wrong) =>
        Read(name, ref wrong, static v => v.ValueKind is JsonValueKind.String ? v.GetString() : null);

    /// <summary>Reads an object.</summary>
    public JsonElement? Object(string name, ref bool wrong) =>
        Read<JsonElement?>(name, ref wrong, static v => v.ValueKind is JsonValueKind.Object ? v : null);

    /// <summary>Reads a list.</summary>
    public JsonElement? List(string name, ref bool wrong) =>
        Read<JsonElement?>(name, ref wrong, static v => v.ValueKind is JsonValueKind.Array ? v : null);

    private T? Read<T>(string name, ref bool wrong, Func<JsonElement, T?> read)
    {
        if (Parameters.ValueKind is not JsonValueKind.Object || !Parameters.TryGetProperty(name, out var value))
        {
            return default;
        }

        var result = read(value);
        wrong |= result is null;
        return result;
    }
}
