using System.Text.Json;
using System.Text.Json.Nodes;

namespace TapoHive.Mqtt;

/// <summary>Remembers in the data folder where the hive showed itself last: nothing at a broker tells of a prefix that the settings no longer name.</summary>
/// <param name="path">The file.</param>
internal sealed class PlaceFile(string path)
{
    /// <summary>What it says; nothing where nothing is known.</summary>
    public ShownAt? Read()
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject place && place["prefix"] is JsonValue prefix
                ? new ShownAt(prefix.ToString(), place["discovery"]?.ToString())
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it. Where that fails the next connection looks once more for what is gone already.</summary>
    public void Write(ShownAt place)
    {
        var draft = $"{path}.new";
        try
        {
            File.WriteAllText(draft, HousePicture.Json(json =>
            {
                json.WriteString("prefix", place.Prefix);
                json.WriteString("discovery", place.Discovery);
            }));
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What cannot be written in the data folder is said by those who need it.
        }
    }
}
