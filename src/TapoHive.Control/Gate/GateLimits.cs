namespace TapoHive.Control.Gate;

/// <summary>Bounds of what operators may take up: beyond them they are told to come again, and nothing grows.</summary>
public sealed record GateLimits
{
    /// <summary>Conversations at a time.</summary>
    public int Conversations { get; init; } = 64;

    /// <summary>Conversations of one operator at a time.</summary>
    public int ConversationsEach { get; init; } = 32;

    /// <summary>Bounds of connections, before and after a proof.</summary>
    public Connections.DoorOptions Door { get; init; } = new();

    /// <summary>Requests under way in one conversation.</summary>
    public int RequestsEach { get; init; } = 16;

    /// <summary>Selectors or targets in one request.</summary>
    public int SelectorsEach { get; init; } = 1_000;

    /// <summary>The text of one house file, in bytes; one at a time in each conversation. As large as a file that is read at all.</summary>
    public int HouseBytes { get; init; } = 4 << 20;

    /// <summary>How long a challenge is good for.</summary>
    public TimeSpan ChallengeLifetime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A conversation ends when it hears nothing for this long. Clients renew it at a third.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a house or discovery may take to answer, besides the time that the request itself takes.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The least pause between two looks at the houses for whoever watches them or a run: what changes meanwhile is told at once, not one by one.</summary>
    public TimeSpan WatchPause { get; init; } = TimeSpan.FromMilliseconds(100);
}
