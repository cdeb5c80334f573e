namespace TapoHive.Domain.Alerts;

/// <summary>What a person is told of. In kebab case these are the words of messages.</summary>
public enum AlertKind
{
    /// <summary>A plug or outlet is not what it should be, and was not for longer than the house allows.</summary>
    NotConverged,

    /// <summary>A plug refuses the account: it is not tried there again until somebody acts.</summary>
    Quarantined,

    /// <summary>What was told of is over.</summary>
    Healed,

    /// <summary>A schedule's occurrence was not carried out.</summary>
    Skipped,

    /// <summary>Another client keeps taking a plug's session.</summary>
    Rival,

    /// <summary>Somebody or something keeps switching an outlet against the house.</summary>
    Fight,

    /// <summary>The journal cannot be written: nothing is accepted.</summary>
    StorageFailed,

    /// <summary>The journal can be written again.</summary>
    StorageHealed,

    /// <summary>Nothing: a person wanted to see whether messages arrive.</summary>
    Test,
}
