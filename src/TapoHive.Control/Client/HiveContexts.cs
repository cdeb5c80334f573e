using System.Collections.Immutable;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Client;

/// <summary>
/// The hives of other machines that a user may command: one key file each, and which of them is meant when nothing is said.
/// <see cref="Local"/> is the hive of a data folder of this machine, and always there.
/// </summary>
/// <param name="Folder">Where they are kept.</param>
public sealed record HiveContexts(string Folder)
{
    /// <summary>The name of the hive of this machine.</summary>
    public const string Local = OperatorName.Local;

    private const string Ending = ".operator";

    /// <summary>Those of this user (XDG base directories).</summary>
    public static HiveContexts Usual { get; } = new(Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } home && Path.IsPathRooted(home)
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "tapohive"));

    private string Keys => Path.Combine(Folder, "contexts");

    private string CurrentFile => Path.Combine(Folder, "context");

    /// <summary>Which is meant when nothing is said.</summary>
    public string Current
    {
        get
        {
            try
            {
                return File.ReadAllText(CurrentFile).Trim() is { Length: > 0 } name ? name : Local;
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                return Local;
            }
        }
    }

    /// <summary>The names of all, without <see cref="Local"/>.</summary>
    public ImmutableArray<string> Names => Directory.Exists(Keys)
        ? [.. Directory.EnumerateFiles(Keys, $"*{Ending}").Select(static file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Where the key of one is kept.</summary>
    public string FileOf(string name) => Path.Combine(Keys, name + Ending);

    /// <summary>The key of one, with the gate's address in it.</summary>
    /// <exception cref="HiveException">There is none of this name, or it cannot be read.</exception>
    public OperatorKey Read(string name)
    {
        if (!OperatorName.IsValid(name) || !File.Exists(FileOf(name)))
        {
            throw new HiveException(HiveFailure.Invalid, $"There is no context '{name}'. There {(Names.IsEmpty ? "is" : "are")} {string.Join(", ", Names.Prepend(Local))}; 'tapohive context import FILE' adds one.");
        }

        return ReadFile(FileOf(name));
    }

    /// <summary>Which one is meant when nothing is said, from now on.</summary>
    /// <exception cref="HiveException">There is none of this name.</exception>
    public void Use(string name)
    {
        if (name != Local)
        {
            Read(name);
        }

        PrivateFile.EnsureFolder(Folder);
        PrivateFile.Write(CurrentFile, System.Text.Encoding.UTF8.GetBytes(name + "\n"));
    }

    /// <summary>Takes up a key file under a name. A new key for the same hive and operator takes the place of the old one.</summary>
    /// <exception cref="HiveException">It is none, leads nowhere, or the name belongs to another hive.</exception>
    public OperatorKey Import(string file, string name)
    {
        if (!OperatorName.IsValid(name) || name == Local)
        {
            throw new HiveException(HiveFailure.Invalid, $"'{name}' is no name for a context. {OperatorName.Rule} 'local' is this machine's own.");
        }

        var key = ReadFile(file);
        if (File.Exists(FileOf(name)) && ReadFile(FileOf(name)) is var known && (known.Name != key.Name || known.GateAuthority != key.GateAuthority))
        {
            throw new HiveException(HiveFailure.Invalid, $"There is a context '{name}' already, for another hive or operator. Choose a name with --as.");
        }

        Save(name, key);
        return key;
    }

    /// <summary>Keeps a key under a name.</summary>
    public void Save(string name, OperatorKey key)
    {
        PrivateFile.EnsureFolder(Folder);
        PrivateFile.EnsureFolder(Keys);
        key.Write(FileOf(name));
    }

    private static OperatorKey ReadFile(string file)
    {
        OperatorKey key;
        try
        {
            key = OperatorKey.Read(file);
        }
        catch (InvalidDataException)
        {
            throw new HiveException(HiveFailure.Invalid, $"'{file}' is no operator's key file. 'tapohive operator add' at the hive makes one.");
        }

        return key.Gate is null
            ? throw new HiveException(HiveFailure.Invalid, $"'{file}' is the key of a hive's local operator and does not say where its gate is. Make one for elsewhere with 'tapohive operator add NAME'.")
            : key;
    }
}
