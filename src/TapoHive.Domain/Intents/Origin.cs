using TapoHive.Domain.Text;

namespace TapoHive.Domain.Intents;

/// <summary>Who wants something: <c>operator:anna</c>, <c>schedule:dusk</c>, <c>house:hillside.conf</c>, <c>press</c> (the plug's button
/// or the vendor's app), <c>end:operator:anna</c> (an intent that ended).</summary>
public readonly record struct Origin(string Value) : IText<Origin>
{
    /// <summary>Somebody at the plug, or the vendor's app.</summary>
    public static Origin Press => new("press");

    /// <summary>A countdown that a person had set in the vendor's app.</summary>
    public static Origin ForeignCountdown => new("countdown");

    /// <summary>The auto-off time that a person had set in the vendor's app.</summary>
    public static Origin AutoOff => new("auto-off");

    /// <summary>The outlet's <c>max-on</c>.</summary>
    public static Origin MaxOn => new("max-on");

    /// <summary>Somebody at the MQTT broker.</summary>
    public static Origin Mqtt => new("mqtt");

    /// <summary>A person or program, by the name of its key.</summary>
    public static Origin Operator(string name) => new($"operator:{name}");

    /// <summary>Whether it is a person or program.</summary>
    public bool IsOperator => Value.StartsWith("operator:", StringComparison.Ordinal);

    /// <summary>A schedule of the house.</summary>
    public static Origin Schedule(Schedules.ScheduleName name) => new($"schedule:{name.Value}");

    /// <summary>The house file.</summary>
    public static Origin House => new("house");

    /// <summary>The end of an intent that had a limit in time.</summary>
    public static Origin EndOf(Origin ended) => new($"end:{ended.Value}");

    /// <inheritdoc/>
    public static Origin FromText(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
