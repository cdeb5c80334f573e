using System.Diagnostics.CodeAnalysis;

namespace TapoHive.Hocon;

/// <summary>What reading a value as something gave: that thing, or the problem that says why not.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public readonly struct HoconResult<T> where T : notnull
{
    private readonly T? _value;

    private HoconResult(T? value, HoconProblem? problem)
    {
        _value = value;
        Problem = problem;
    }

    /// <summary>
    /// Why there is no value; <see langword="null"/> where there is one. Its path is empty: the value does not know its key.
    /// </summary>
    public HoconProblem? Problem { get; }

    /// <summary>Whether there is a value.</summary>
    public bool IsOk => Problem is null;

    /// <summary>The value. Asking for one that is not there is a mistake of the program, and throws.</summary>
    public T Value => IsOk ? _value! : throw new InvalidOperationException(Problem!.ToString());

    /// <summary>The value or the problem, whichever there is.</summary>
    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out HoconProblem? problem)
    {
        (value, problem) = (_value, Problem);
        return IsOk;
    }

    internal static HoconResult<T> Ok(T value) => new(value, null);

    internal static HoconResult<T> Refused(HoconValue value, string message, string? hint = null) =>
        new(default, new HoconProblem(HoconSeverity.Error, value.Position, "", message, hint));
}
