namespace TapoHive.Daemon.Configuration;

/// <summary>Whether a configuration file must be there.</summary>
public enum FileDemand
{
    /// <summary>It is read where it is.</summary>
    Optional,

    /// <summary>Somebody named it: without it the program does not start.</summary>
    Required,
}
