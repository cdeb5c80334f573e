namespace TapoHive.Emulator.Control;

/// <summary>One movement. Numbers count from 1 for each plug, so that a gap shows what is no longer kept.</summary>
internal sealed record ShownMovement(int Plug, long Number, DateTimeOffset At, int Position, string To, string Cause);
