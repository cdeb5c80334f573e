using System.Diagnostics.CodeAnalysis;

namespace TapoHive.Domain.Failures;

/// <summary>What came of an exchange with a plug: a value, or a <see cref="Failures.Failure"/>. Failures that are part of the
/// subject travel as values, never as exceptions.</summary>
public abstract record Result<T>
{
    private Result()
    {
    }

    /// <summary>It worked.</summary>
    public sealed record Ok(T Value) : Result<T>;

    /// <summary>It did not.</summary>
    public sealed record Failed(Failure Failure) : Result<T>;

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => new Ok(value);

    /// <summary>Wraps a failure.</summary>
    public static implicit operator Result<T>(Failure failure) => new Failed(failure);

    /// <summary>Takes it apart: true with the value, or false with the failure.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value, [NotNullWhen(false)] out Failure? failure)
    {
        (value, failure) = this is Ok ok ? (ok.Value, (Failure?)null) : (default, ((Failed)this).Failure);
        return failure is null;
    }
}
