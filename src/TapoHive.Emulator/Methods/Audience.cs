namespace TapoHive.Emulator.Methods;

/// <summary>Who knows a method. A plug without children is both.</summary>
[Flags]
internal enum Audience
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The plug as a whole, so also the parent of a strip.</summary>
    Plug = 1,

    /// <summary>What carries a relay, so also the child of a strip.</summary>
    Outlet = 2,

    /// <summary>All of them.</summary>
    Both = Plug | Outlet,
}
