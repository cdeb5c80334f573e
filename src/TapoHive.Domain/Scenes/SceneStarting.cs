using NodaTime;
using TapoHive.Domain.Houses;

namespace TapoHive.Domain.Scenes;

/// <summary>What becomes of firing a scene.</summary>
public abstract record SceneStarting
{
    private SceneStarting()
    {
    }

    /// <summary>A run begins.</summary>
    /// <param name="Started">A <see cref="RunStarted"/> or a <see cref="RunPlanned"/>; the run's number is the revision of this event.</param>
    /// <param name="Longest">How long the run may take.</param>
    public sealed record Begins(HouseEvent Started, Duration Longest) : SceneStarting;

    /// <summary>The house has no such scene.</summary>
    public sealed record Unknown(string Message) : SceneStarting;

    /// <summary>It cannot be run as the house is now, and nothing of it is done.</summary>
    public sealed record Impossible(string Message) : SceneStarting;
}
