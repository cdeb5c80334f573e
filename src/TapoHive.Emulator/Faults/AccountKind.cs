namespace TapoHive.Emulator.Faults;

/// <summary>Whose plug it is, when it is not simply ours.</summary>
public enum AccountKind
{
    /// <summary>Somebody else's: other credentials, other owner in discovery.</summary>
    Other,

    /// <summary>Ours, with a password it has not heard was changed (PROTOCOL 7, row 15): other credentials, our owner in discovery.</summary>
    Stale,

    /// <summary>Nobody's: the setup credentials of PROTOCOL 3.4, no owner, <c>factory_default</c>.</summary>
    Unbound,
}
