using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace TapoHive.Protocol.Methods;

/// <summary>A call as a device reads it.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Parameters">The <c>params</c>; an undefined element where there are none.</param>
public sealed record MethodRequest(string Method, JsonElement Parameters)
{
    /// <summary>Reads a request's bytes; false where they name no method. Never throws.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, [NotNullWhen(true)] out MethodRequest? request)
    {
        request = LooseJson.ParseObject(json) is { } root ? Read(root) : null;
        return request is not null;
    }

    /// <summary>The calls inside a <c>multipleRequest</c>, in order.</summary>
    public IReadOnlyList<MethodRequest> Requests() => [.. Parameters.Items("requests").Select(Read).OfType<MethodRequest>()];

    /// <summary>The call inside a <c>control_child</c> and the socket it is for; nothing where either is missing.</summary>
    public (string ChildId, MethodRequest Request)? ChildRequest() =>
        Parameters.Text("device_id") is { } id && Parameters.ObjectMember("requestData") is { } data && Read(data) is { } request ? (id, request) : null;

    private static MethodRequest? Read(JsonElement element) =>
        element.Text("method") is { Length: > 0 } method ? new MethodRequest(method, element.Member("params") ?? default) : null;
}
