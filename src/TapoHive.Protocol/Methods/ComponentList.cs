using System.Collections.Immutable;
using System.Text.Json;

namespace TapoHive.Protocol.Methods;

/// <summary>The capability lists: of a plug (<c>component_nego</c>), and of a strip's sockets (PROTOCOL 5.2).</summary>
public static class ComponentList
{
    /// <summary>Component and version, from the object that holds <c>component_list</c>. Never throws.</summary>
    public static ImmutableDictionary<string, int> Read(JsonElement holder)
    {
        var components = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var item in holder.Items("component_list"))
        {
            if (item.Text("id") is { Length: > 0 } id)
            {
                components[id] = item.Small("ver_code") ?? 1;
            }
        }

        return components.ToImmutable();
    }

    /// <summary>One page of <c>get_child_device_component_list</c>: the lists by the sockets' identifiers, and how many sockets there are on all pages.</summary>
    public static (IReadOnlyList<(string ChildId, ImmutableDictionary<string, int> Components)> Children, int Sum) ReadChildPage(JsonElement result)
    {
        (string, ImmutableDictionary<string, int>)[] children =
            [.. result.Items("child_component_list").Select(static item => (Id: item.Text("device_id"), Item: item)).Where(static child => child.Id is not null).Select(static child => (child.Id!, Read(child.Item)))];
        return (children, result.Small("sum") ?? children.Length);
    }
}
