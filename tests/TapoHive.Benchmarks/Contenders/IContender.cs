namespace TapoHive.Benchmarks.Contenders;

/// <summary>Somebody who switches all plugs of an emulator, in a process of its own.</summary>
internal interface IContender : IAsyncDisposable
{
    /// <summary>Its name in tables.</summary>
    string Name { get; }

    /// <summary>Gets ready for a turn of so many laps: whatever it does by itself is over, and sessions are open.</summary>
    Task BeginTurnAsync(int laps, CancellationToken cancellation);

    /// <summary>Switches all plugs.</summary>
    Task<Lap> RunAsync(bool on, Sessions sessions, CancellationToken cancellation);

    /// <summary>Stands still while others have their turn.</summary>
    Task EndTurnAsync(CancellationToken cancellation);
}
