namespace TapoHive.Domain.Convergence;

/// <summary>Who armed a countdown.</summary>
public enum TimerOwner
{
    /// <summary>We did.</summary>
    Hive,

    /// <summary>A person, in the vendor's app.</summary>
    Person,
}
