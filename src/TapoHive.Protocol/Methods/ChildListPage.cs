using System.Text.Json;

namespace TapoHive.Protocol.Methods;

/// <summary>One page of <c>get_child_device_list</c> (PROTOCOL 5.1). Not in the order of the sockets.</summary>
/// <param name="Children">The sockets on this page.</param>
/// <param name="Sum">How many there are on all pages; as many as on this one where not told.</param>
public sealed record ChildListPage(IReadOnlyList<DeviceInfo> Children, int Sum)
{
    /// <summary>Reads the result object. Never throws.</summary>
    public static ChildListPage Read(JsonElement result)
    {
        DeviceInfo[] children = [.. result.Items("child_device_list").Where(static item => item.ValueKind == JsonValueKind.Object).Select(DeviceInfo.Read)];
        return new ChildListPage(children, result.Small("sum") ?? children.Length);
    }
}
