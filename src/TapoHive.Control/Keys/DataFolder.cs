namespace TapoHive.Control.Keys;

/// <summary>The hive's data folder, as far as operators are concerned.</summary>
/// <param name="Path">Where it is.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>Where the running gate leaves its address.</summary>
    public string GateAddressFile => System.IO.Path.Combine(Path, "gate.address");

    /// <summary>The local operator's key.</summary>
    public string LocalOperatorFile => System.IO.Path.Combine(Path, "operators", "local.operator");

    /// <summary>Who may enter.</summary>
    public string RegistryFile => System.IO.Path.Combine(Path, "operators", "registry.json");

    /// <summary>The folder of the gate's own keys.</summary>
    public string GateFolder => System.IO.Path.Combine(Path, "gate");

    /// <summary>The folder of the operators' keys and authority.</summary>
    public string OperatorsFolder => System.IO.Path.Combine(Path, "operators");

    /// <summary>Where a user's hive lives unless told otherwise (XDG base directories).</summary>
    public static DataFolder Usual { get; } = new(System.IO.Path.Combine(UserDataHome(), "tapohive"));

    /// <summary>Where the demonstration lives: never in the way of a real house.</summary>
    public static DataFolder Demo { get; } = new(System.IO.Path.Combine(UserDataHome(), "tapohive-demo"));

    /// <summary>Where the hive lives that is a service of this machine (the Debian package makes it).</summary>
    public static DataFolder OfTheMachine { get; } = new("/var/lib/tapohive");

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>Lets those read the local operator's key, and where the gate is, who may; all else stays private.</summary>
    internal void ShareLocalKey(LocalKeyReaders readers)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (folder, file) = readers == LocalKeyReaders.Group
            ? (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)
            : (UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.SetUnixFileMode(Path, folder);
        File.SetUnixFileMode(OperatorsFolder, folder);
        File.SetUnixFileMode(LocalOperatorFile, file);
        File.SetUnixFileMode(GateAddressFile, file);
    }

    private static string UserDataHome() =>
        Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } home && System.IO.Path.IsPathRooted(home)
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
}
