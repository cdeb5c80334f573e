using Npgsql;
using TapoHive.Daemon.Storage;

namespace TapoHive.Daemon.Configuration;

/// <summary>Reads <c>storage</c>.</summary>
internal static class StorageReader
{
    private const string Key = "storage.postgresql";
    private const string Example = "Write \"Host=db.example.net;Username=tapohive;Database=tapohive\", or off";

    /// <summary>The database; nothing where the data folder holds everything.</summary>
    public static PostgresOptions? Read(SettingLayers layers)
    {
        var text = layers[Key].ToString() ?? "";
        var password = PlaceSetting.Secret(layers, "storage.password");
        if (text == "off")
        {
            return null;
        }

        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            if (builder.Password is not null)
            {
                // Not shown: it is a password.
                layers.Refuse(Key, "this holds a password", "Take it out, and say in storage.password where it is kept");
            }
            else if (string.IsNullOrEmpty(builder.Host))
            {
                layers.Refuse(Key, "this names no host", Example);
            }
        }
        catch (ArgumentException)
        {
            layers.Refuse(Key, "this is no way to reach a database", Example);
        }

        return new PostgresOptions(text, password);
    }
}
