namespace TapoHive.Emulator.Devices;

/// <summary>The one countdown rule an outlet can hold (PROTOCOL 5.7). After it fired it stays behind, disabled.</summary>
/// <param name="Delay">Seconds from arming to firing.</param>
/// <param name="On">Whether it closes the relay.</param>
/// <param name="Due">When it fires; null while disabled.</param>
internal sealed record Countdown(int Delay, bool On, DateTimeOffset? Due)
{
    /// <summary>The only id there is.</summary>
    public const string Id = "C1";

    /// <summary>Whole seconds left, rounded up; 0 while disabled.</summary>
    public long RemainingAt(DateTimeOffset now) => Due is { } due ? Math.Max(0, (long)Math.Ceiling((due - now).TotalSeconds)) : 0;
}
