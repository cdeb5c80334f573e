using System.Globalization;

namespace TapoHive.EndToEnd.Houses;

/// <summary>House files whose plugs are all on this machine.</summary>
internal static class HouseText
{
    /// <summary>A house that looks only where its emulated plugs are.</summary>
    /// <param name="plugs">Where they are.</param>
    /// <param name="rest">More of the house: its <c>plugs</c>, for example.</param>
    /// <param name="username">Its account; the password is in the file <c>password</c> beside it.</param>
    public static string Of(EmulatedPlugs plugs, string rest = "", string username = EmulatedPlugs.Username) =>
        Of(plugs.House.DiscoveryPort, rest, username);

    /// <summary>The same, with a name for each plug, in their order.</summary>
    public static string Of(EmulatedPlugs plugs, IEnumerable<string> names) => Of(plugs, Plugs(plugs, names));

    /// <summary>The <c>plugs</c> of a house: a name for each plug, in their order; the parts of strips are <c>a</c>, <c>b</c>, <c>c</c>.</summary>
    public static string Plugs(EmulatedPlugs plugs, IEnumerable<string> names)
    {
        var lines = names.Zip(
            plugs.All,
            static (name, plug) => $"{name} {{ mac = \"{plug.Mac}\"{(plug.Outlets.Length > 1 ? ", outlets { a = 1, b = 2, c = 3 }" : "")} }}");
        return $"plugs {{\n{string.Join('\n', lines)}\n}}";
    }

    /// <summary>The same, where only the discovery port is known.</summary>
    public static string Of(int port, string rest = "", string username = EmulatedPlugs.Username) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        house {
          name = test
          time-zone = "Europe/London"
          accounts.default { username = "{{username}}", password { file = password } }
          discovery {
            targets = [ "127.255.255.255" ]
            port = {{port}}
            every = 5s
          }
          {{rest}}
        }
        """);
}
