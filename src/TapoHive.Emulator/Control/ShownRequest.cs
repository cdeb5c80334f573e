namespace TapoHive.Emulator.Control;

/// <summary>One method. <paramref name="Applied"/> is <c>yes</c>, <c>no</c> or <c>later</c>: whatever <paramref name="Code"/> told the client.</summary>
internal sealed record ShownRequest(
    int Plug,
    long Number,
    DateTimeOffset At,
    string Client,
    string? Session,
    string Method,
    int? Position,
    int Code,
    string Applied);
