using System.Text.Json;
using System.Text.Json.Serialization;
using TapoHive.Domain.Plugs;

namespace TapoHive.Emulator.Houses;

/// <summary>One line of what <c>tapohive emulate</c> prints: a plug that answers. Names and meanings are a contract.</summary>
/// <param name="Name">Its name, such as "Kettle".</param>
/// <param name="Address">IPv4 address and port, <c>127.20.0.1:80</c>.</param>
/// <param name="Transport"><c>aes</c>, <c>klap</c>, <c>klap1</c> or <c>tpap</c>.</param>
/// <param name="Model">Its model, such as <c>P110</c>.</param>
/// <param name="Id">The 40 hex digits it shows inside a session.</param>
/// <param name="Mac">Its hardware address, <c>00-00-5E-00-53-01</c>.</param>
public sealed record PlugLine(string Name, string Address, string Transport, string Model, string Id, string Mac)
{
    /// <summary>The line of a plug.</summary>
    public static PlugLine Of(EmulatedPlug plug)
    {
        ArgumentNullException.ThrowIfNull(plug);
        return new PlugLine(plug.Name, plug.Address.ToString(), NameOf(plug.Transport), plug.Model, plug.Id, plug.Mac.ToString());
    }

    /// <summary>The plug as one line of JSON, without a line end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, PlugLineJson.Default.PlugLine);

    /// <summary>Writes a line for each plug of a house and flushes, so that whoever reads the pipe can go on.</summary>
    public static async Task WriteAllAsync(EmulatedHouse house, TextWriter output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(house);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var plug in house.Plugs)
        {
            await output.WriteAsync($"{Of(plug).ToJson()}\n".AsMemory(), cancellation);
        }

        await output.FlushAsync(cancellation);
    }

    private static string NameOf(Transport transport) => transport switch
    {
        Domain.Plugs.Transport.Aes => "aes",
        Domain.Plugs.Transport.Klap => "klap",
        Domain.Plugs.Transport.Klap1 => "klap1",
        _ => "tpap",
    };
}
