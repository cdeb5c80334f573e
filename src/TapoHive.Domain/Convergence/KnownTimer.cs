using TapoHive.Domain.Intents;

namespace TapoHive.Domain.Convergence;

/// <summary>What was last read of an outlet's countdown.</summary>
/// <param name="Armed">What is armed; nothing where none is.</param>
/// <param name="Owner">Who armed it.</param>
public sealed record KnownTimer(ArmedTimer? Armed, TimerOwner Owner);
