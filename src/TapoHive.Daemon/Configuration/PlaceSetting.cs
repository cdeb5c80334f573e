using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Configuration;

/// <summary>Reads settings that name a place: a file, or where a password is kept.</summary>
internal static class PlaceSetting
{
    private const string None = "none";
    private const string Places = "Write file:PATH, env:NAME or credential:NAME; the password itself stands in no setting";

    /// <summary>Where a password is kept; nothing where there is none. What is no place may be the password itself: it is not shown.</summary>
    public static SecretReference? Secret(SettingLayers layers, string key)
    {
        var text = layers[key].ToString() ?? "";
        if (text == None)
        {
            return null;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var place = text[(colon + 1)..];
        switch (colon < 0 || place.Length == 0 ? "" : text[..colon])
        {
            case "file":
                return new SecretReference(SecretSource.File, PathOf(layers, key, place));
            case "env":
                return new SecretReference(SecretSource.Environment, place);
            case "credential":
                return new SecretReference(SecretSource.Credential, place);
            default:
                layers.Hide(key);
                layers.Refuse(key, "this names no place where a password is kept", Places);
                return null;
        }
    }

    /// <summary>A path, which starts at the folder of the file that holds the setting.</summary>
    public static string PathOf(SettingLayers layers, string key, string path) =>
        Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(layers[key].DefinedAt.File)) ?? "");
}
