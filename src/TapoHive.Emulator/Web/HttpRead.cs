namespace TapoHive.Emulator.Web;

/// <summary>What reading the next request came to.</summary>
internal abstract record HttpRead
{
    private HttpRead()
    {
    }

    /// <summary>A request.</summary>
    public sealed record Received(HttpRequest Request) : HttpRead;

    /// <summary>Something the server will not read on: the status to answer with before closing.</summary>
    public sealed record Refused(int Status) : HttpRead;

    /// <summary>The client is gone.</summary>
    public sealed record Ended : HttpRead;
}
