namespace TapoHive.Control.Keys;

/// <summary>What operators may be called.</summary>
public static class OperatorName
{
    /// <summary>The operator whose key lies in the data folder.</summary>
    public const string Local = "local";

    private const int Longest = 64;

    /// <summary>What a name may be, in words.</summary>
    public static string Rule { get; } = "A name has 1 to 64 letters, digits, '-', '_' or '.', and begins with a letter or digit.";

    /// <summary>Whether an operator may be called so. Names stand in files' names, in logs and in certificates.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= Longest } && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
