using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Credentials;

/// <summary>What a plug does after wrong passwords.</summary>
public enum LockOut
{
    /// <summary>It refuses each (AES).</summary>
    RefusesOnly,

    /// <summary>It counts them and locks itself (TPAP).</summary>
    Locks,
}
