using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.NewHouses;

/// <summary>A sketch as a house file, with comments that say what may come next.</summary>
internal static class HouseSketchText
{
    /// <summary>The file's text.</summary>
    public static string Of(HouseSketch sketch)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            # Made by 'tapohive init'. After each change: 'tapohive house check', then 'tapohive house plan' and 'tapohive house apply'.
            house {
              name = {{sketch.Name}}
              time-zone = {{Quoted(sketch.TimeZone)}}

            """);
        text.Append(sketch.Location is { } at
            ? string.Create(CultureInfo.InvariantCulture, $$"""  location { latitude = {{at.Latitude}}, longitude = {{at.Longitude}} }""")
            : "  # location { latitude = 51.48, longitude = -0.61 }      # needed for schedules by the sun").Append('\n');
        text.Append(CultureInfo.InvariantCulture, $$"""

              accounts.default {
                username = {{Quoted(sketch.Username)}}
                password { file = {{Quoted(sketch.SecretFile)}} }
              }

            """);
        Discovery(sketch, text);
        Plugs(sketch, text);
        text.Append(CultureInfo.InvariantCulture, $$"""

              # scenes    { evening { {{Evening(sketch)}} } }
              # schedules { dusk { at = "18:30", scene = evening } }
            }

            """);
        return text.ToString();
    }

    // What somebody tries first should work where a '#' is all that is taken away.
    private static string Evening(HouseSketch sketch) => sketch.Plugs.Select(static plug => plug.Name).Concat(sketch.Known).Distinct(StringComparer.Ordinal).ToList() switch
    {
        [] => "on = tag.light, off = heater",
        [var only] => $"on = {only}",
        [var first, var second, ..] => $"on = {first}, off = {second}",
    };

    private static void Discovery(HouseSketch sketch, StringBuilder text)
    {
        var usual = DiscoveryDefinition.Usual;
        var lines = new List<string>();
        if (!sketch.Targets.SequenceEqual(usual.Targets))
        {
            lines.Add($"targets = [ {string.Join(", ", sketch.Targets.Select(static target => target.Range is null ? target.Value : Quoted(target.Value)))} ]");
        }

        if (sketch.Port != usual.Port)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"port = {sketch.Port}"));
        }

        if (sketch.Adopt != usual.Adopt)
        {
            lines.Add("adopt = ask");
        }

        if (lines.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  discovery {{\n{string.Concat(lines.Select(static line => $"    {line}\n"))}  }}\n");
        }
    }

    private static void Plugs(HouseSketch sketch, StringBuilder text)
    {
        text.Append(sketch.Adopt == Adoption.Automatic
            ? "\n  # Every other plug of the account that is found joins by itself, under the name it has in the Tapo app.\n"
            : "\n  # Every other plug of the account that is found waits for 'tapohive adopt'.\n");
        if (sketch.Plugs.IsEmpty)
        {
            text.Append("  # plugs { lamp { mac = \"00-00-5E-00-53-01\", room = hall, tags = [ light ] } }\n");
            return;
        }

        text.Append("  plugs {\n");
        foreach (var plug in sketch.Plugs)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {plug.Name} {{ mac = {Quoted(plug.Mac.ToString())}{(plug.Room is { } room ? $", room = {room}" : "")} }}\n");
        }

        text.Append("  }\n");
    }

    // A string of HOCON is one of JSON.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
