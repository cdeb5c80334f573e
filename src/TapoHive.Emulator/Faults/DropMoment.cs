namespace TapoHive.Emulator.Faults;

/// <summary>When a connection is cut in the middle of an exchange.</summary>
public enum DropMoment
{
    /// <summary>The request is read and forgotten.</summary>
    BeforeApplying,

    /// <summary>The request is carried out; only the answer is lost.</summary>
    AfterApplying,
}
