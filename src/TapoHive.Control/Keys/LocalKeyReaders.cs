namespace TapoHive.Control.Keys;

/// <summary>Who may read the local operator's key, and with it command the hive.</summary>
public enum LocalKeyReaders
{
    /// <summary>The user that the hive runs as.</summary>
    Owner,

    /// <summary>The members of that user's group, too: for a hive that is a service of the machine.</summary>
    Group,
}
