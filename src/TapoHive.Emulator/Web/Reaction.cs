namespace TapoHive.Emulator.Web;

/// <summary>What a plug does about a request.</summary>
internal abstract record Reaction
{
    private Reaction()
    {
    }

    /// <summary>It answers.</summary>
    /// <param name="Reply">What.</param>
    /// <param name="Shape">In what shape.</param>
    /// <param name="Closes">Whether the connection ends afterwards.</param>
    public sealed record Answered(HttpReply Reply, ReplyShape Shape, bool Closes) : Reaction;

    /// <summary>It cuts the connection.</summary>
    public sealed record Cut : Reaction;

    /// <summary>It never answers.</summary>
    public sealed record Silence : Reaction;
}
