namespace TapoHive.Benchmarks.Rows;

/// <summary>Who runs beside the hive.</summary>
[Flags]
internal enum Field
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The limit.</summary>
    Bare = 1,

    /// <summary>The npm client.</summary>
    Npm = 2,

    /// <summary>Both.</summary>
    All = Bare | Npm,
}
