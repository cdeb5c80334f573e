using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.Alerts;

/// <summary>A program that is given messages on its standard input. No shell is between: what stands here is what it gets.</summary>
/// <param name="Run">The program and its arguments.</param>
/// <param name="Within">How long it may take; then it is ended, and the message counts as not told.</param>
public sealed record AlertCommand(ImmutableArray<string> Run, Duration Within)
{
    /// <summary>How long it may take where a file does not say.</summary>
    public static Duration UsualWithin { get; } = Duration.FromSeconds(30);

    /// <inheritdoc/>
    public bool Equals(AlertCommand? other) => other is not null && Within == other.Within && Run.SequenceEqual(other.Run);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Within, Run.Length, Run.FirstOrDefault());
}
