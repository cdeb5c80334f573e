namespace TapoHive.Emulator.Control;

/// <summary>What is wrong with a request, and what to send instead.</summary>
internal sealed record ControlError(string Error);
