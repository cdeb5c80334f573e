namespace TapoHive.Emulator.Methods;

/// <summary>What becomes of the writes in a request: a fault may part the plug's "ok" from what it does.</summary>
internal abstract record WriteFate
{
    private WriteFate()
    {
    }

    /// <summary>The normal case.</summary>
    public static WriteFate Applied { get; } = new Apply();

    /// <summary>Carried out before the answer.</summary>
    public sealed record Apply : WriteFate;

    /// <summary>Answered with success, never carried out.</summary>
    public sealed record Ignore : WriteFate;

    /// <summary>Answered with success, carried out later.</summary>
    public sealed record Postpone(TimeSpan By) : WriteFate;
}
