using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>What a house file is read with. The defaults are the real file system and environment; tests give their own.</summary>
public sealed record HouseFileOptions
{
    /// <summary>The options used where none are given.</summary>
    public static HouseFileOptions Default { get; } = new();

    /// <summary>For a text that stands for itself: nothing is included, no variable is asked for; secrets' files are looked at.</summary>
    public static HouseFileOptions SelfContained { get; } = new()
    {
        Environment = static _ => null,
        Files = HoconFiles.InMemory(System.Collections.Immutable.ImmutableDictionary<string, string>.Empty),
    };

    /// <summary>Answers <c>${NAME}</c> where the file does not.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    /// <summary>Where the file and its includes come from.</summary>
    public HoconFiles Files { get; init; } = HoconFiles.OnDisk;

    /// <summary>Looks at a secret's file, given its absolute path, without opening it.</summary>
    public Func<string, SecretFileState> Secrets { get; init; } = SecretFile.StateOf;

    /// <summary>Reckons with cron expressions; where absent, they are taken as they stand.</summary>
    public Schedules.ICronTimes? Cron { get; init; }

    /// <summary>Tells what is past: a schedule for a day that is over never fires.</summary>
    public NodaTime.IClock Clock { get; init; } = NodaTime.SystemClock.Instance;
}
