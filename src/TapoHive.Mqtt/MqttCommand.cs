using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Scenes;

namespace TapoHive.Mqtt;

/// <summary>What somebody at the broker asks for.</summary>
/// <param name="House">Of which house.</param>
public abstract record MqttCommand(HouseName House)
{
    /// <summary>What it is about, whatever it asks of it.</summary>
    internal MqttCommand Subject => this is Switch one ? one with { Wanted = PowerState.Off } : this;

    /// <summary>An outlet is to be on or off.</summary>
    public sealed record Switch(HouseName House, OutletName Outlet, PowerState Wanted) : MqttCommand(House);

    /// <summary>A scene is to be run.</summary>
    public sealed record Play(HouseName House, SceneName Scene) : MqttCommand(House);
}
