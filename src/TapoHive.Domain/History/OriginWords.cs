using TapoHive.Domain.Intents;

namespace TapoHive.Domain.History;

/// <summary>Origins and causes as people say them.</summary>
public static class OriginWords
{
    /// <summary>Who or what it was: <c>operator anna</c>, <c>schedule dusk</c>, <c>somebody at the plug</c>.</summary>
    public static string Of(Origin origin) => origin.Value switch
    {
        "press" => "somebody at the plug",
        "house" => "the house file",
        "discovery" => "discovery",
        "plug" => "the plug",
        "max-on" => "its max-on",
        "countdown" => "a countdown set in the vendor's app",
        "auto-off" => "the auto-off time set in the vendor's app",
        "first reading" => "the first reading",
        "unknown" or "" => "a cause that is not known",
        var text when text.StartsWith("end:", StringComparison.Ordinal) => $"the end of what {Of(new Origin(text[4..]))} asked for",
        var text when text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon => $"{text[..colon]} {text[(colon + 1)..]}",
        var text => text,
    };
}
