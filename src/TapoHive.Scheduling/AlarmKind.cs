namespace TapoHive.Scheduling;

/// <summary>What an alarm is for.</summary>
internal enum AlarmKind
{
    /// <summary>Something is due.</summary>
    Due,

    /// <summary>Something will be due in a moment: sessions are made ready.</summary>
    Warm,
}
