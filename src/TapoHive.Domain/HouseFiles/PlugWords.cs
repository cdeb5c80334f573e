using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>What houses, plugs and outlets say in the same words: <c>tags</c>, <c>base</c>, <c>press</c>.</summary>
internal static class PlugWords
{
    public static ImmutableArray<string> Tags(Section section)
    {
        var tags = new List<string>();
        foreach (var item in section.Find("tags")?.Items() ?? [])
        {
            if (item.Value is HoconText { Text: var text }
                && text.IndexOfAny([' ', ',']) > 0 && SecretShield.IsShowable(text) && Several(text) is { } several)
            {
                item.Error($"{SecretShield.Shown(text)} is one tag, and cannot be", $"If several are meant, write tags = {several}");
            }
            else if (NameRules.Name(item, "a tag") is { } tag && !tags.Contains(tag, StringComparer.Ordinal))
            {
                tags.Add(tag);
            }
        }

        return [.. tags];
    }

    public static PowerState? Base(Section section)
    {
        if (section.Find("base") is not { } entry || entry.Text("on or off", "Write base = on or base = off") is not { } text)
        {
            return null;
        }

        switch (text)
        {
            case "on":
                return PowerState.On;
            case "off":
                return PowerState.Off;
            default:
                var meant = text.ToLowerInvariant() switch
                {
                    "on" or "true" or "yes" or "1" => "Write base = on",
                    "off" or "false" or "no" or "0" => "Write base = off",
                    _ => "Write base = on or base = off; without it the plug is left as it is",
                };
                entry.Error($"{SecretShield.Shown(text)} is neither on nor off", meant);
                return null;
        }
    }

    public static PressPolicy? Press(Section section)
    {
        const string Meanings = "Write follow (a press is somebody's wish) or enforce (it is driven back)";
        if (section.Find("press") is not { } entry || entry.Text("what a press means", Meanings) is not { } text)
        {
            return null;
        }

        switch (text)
        {
            case "follow":
                return PressPolicy.Follow;
            case "enforce":
                return PressPolicy.Enforce;
            default:
                entry.Error(
                    $"{SecretShield.Shown(text)} does not say what a press on the button means",
                    Suggestion.Nearest(text, ["follow", "enforce"]) is { } near ? $"Did you mean '{near}'?" : Meanings);
                return null;
        }
    }

    public static FirmwareUpdates? Updates(Section house)
    {
        const string Meanings = "Write off (plugs are told not to update themselves) or left (they are as people set them)";
        if (house.Find("firmware-updates") is not { } entry || entry.Text("what becomes of firmware updates", Meanings) is not { } text)
        {
            return null;
        }

        switch (text)
        {
            case "off":
                return FirmwareUpdates.Off;
            case "left":
                return FirmwareUpdates.Left;
            default:
                entry.Error($"{SecretShield.Shown(text)} does not say what becomes of firmware updates", Meanings);
                return null;
        }
    }

    private static string? Several(string text)
    {
        var words = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 1 && words.All(Slug.Is) ? $"[ {string.Join(", ", words)} ]" : null;
    }
}
