using TapoHive.Emulator.Hardware;

namespace TapoHive.Emulator.Methods;

/// <summary>One method of the dialect.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Audience">Who knows it.</param>
/// <param name="Handle">What it does.</param>
internal sealed record PlugMethod(string Name, Audience Audience, Func<Call, Answer> Handle)
{
    /// <summary>Whether it changes something, so that "acknowledged, not applied" means something for it.</summary>
    public bool Writes { get; init; }

    /// <summary>What it answers where a fault keeps it from being carried out, now or for good.</summary>
    public Func<Call, Answer> Acknowledge { get; init; } = static _ => Answer.Done;

    /// <summary>The component it belongs to; null when every firmware has it.</summary>
    public string? Component { get; init; }

    /// <summary>What else a model must have.</summary>
    public Func<PlugModel, bool> KnownTo { get; init; } = static _ => true;

    /// <summary>Whether <c>params: null</c> is refused (PROTOCOL 5.1).</summary>
    public bool RefusesNull { get; init; }

    /// <summary>Whether a target of a model knows the method.</summary>
    public bool IsKnown(PlugModel model, bool isChild)
    {
        var audience = !model.IsStrip ? Audience.Both : isChild ? Audience.Outlet : Audience.Plug;
        return (Audience & audience) != Audience.None
            && KnownTo(model)
            && (Component is null || (isChild ? model.OutletHas(Component) : model.Has(Component)));
    }
}
