namespace TapoHive.EndToEnd.Running;

/// <summary>A user with an empty home folder, who types commands. Everything is gone when the test is over.</summary>
internal sealed class Home : IAsyncDisposable
{
    private readonly List<Tapohive> _started = [];
    private readonly Dictionary<string, string> _environment;

    public Home(params (string Name, string Value)[] environment)
    {
        Folder = Directory.CreateTempSubdirectory("tapohive-e2e-").FullName;
        _environment = environment.ToDictionary(static pair => pair.Name, static pair => pair.Value, StringComparer.Ordinal);
        _environment["HOME"] = Folder;
        _environment["XDG_DATA_HOME"] = Path.Combine(Folder, "share");

        // Programs that are killed leave their diagnostic sockets where temporary files are.
        _environment["TMPDIR"] = Folder;
    }

    public string Folder { get; }

    /// <summary>The words before each command, such as those that enter another network.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    /// <summary>Where this user's hive keeps its data, without having been told.</summary>
    public string Data => Path.Combine(Folder, "share", "tapohive");

    /// <summary>The same for the demonstration.</summary>
    public string DemoData => Path.Combine(Folder, "share", "tapohive-demo");

    public IReadOnlyList<Tapohive> Started
    {
        get
        {
            lock (_started)
            {
                return [.. _started];
            }
        }
    }

    /// <summary>Starts a program that goes on until it is ended.</summary>
    public Tapohive Start(params string[] arguments)
    {
        var process = Tapohive.Start(arguments, _environment, Within);
        lock (_started)
        {
            _started.Add(process);
        }

        return process;
    }

    /// <summary>Types one command and waits for its end.</summary>
    public Task<CommandResult> TypeAsync(params string[] arguments) => Start(arguments).EndAsync();

    /// <summary>The same, for a program to read.</summary>
    public Task<CommandResult> AskAsync(params string[] arguments) => TypeAsync([.. arguments, "--output", "json"]);

    /// <summary>Writes a file only this user may read.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var writer = new StreamWriter(new FileStream(path, options));
        writer.Write(text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Started)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
