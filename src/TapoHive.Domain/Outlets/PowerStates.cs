namespace TapoHive.Domain.Outlets;

/// <summary>Words and opposites of <see cref="PowerState"/>.</summary>
public static class PowerStates
{
    /// <summary>The other state.</summary>
    public static PowerState Opposite(this PowerState state) => state == PowerState.On ? PowerState.Off : PowerState.On;

    /// <summary><c>on</c> or <c>off</c>.</summary>
    public static string Word(this PowerState state) => state == PowerState.On ? "on" : "off";
}
