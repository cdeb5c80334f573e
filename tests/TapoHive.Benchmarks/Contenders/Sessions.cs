namespace TapoHive.Benchmarks.Contenders;

/// <summary>What a lap begins with.</summary>
internal enum Sessions
{
    /// <summary>No plug knows any session; whoever believes in an open one has to find out.</summary>
    Forgotten,

    /// <summary>Everybody's sessions are open.</summary>
    Open,
}
