namespace TapoHive.Cli.Completion;

/// <summary>What a name names.</summary>
public enum NameKind
{
    /// <summary>An outlet.</summary>
    Outlet,

    /// <summary>A plug.</summary>
    Plug,

    /// <summary>A room.</summary>
    Room,

    /// <summary>A tag.</summary>
    Tag,

    /// <summary>A model.</summary>
    Model,

    /// <summary>A house.</summary>
    House,

    /// <summary>A scene.</summary>
    Scene,

    /// <summary>A schedule.</summary>
    Schedule,

    /// <summary>A found plug that waits to be adopted.</summary>
    Waiting,
}
