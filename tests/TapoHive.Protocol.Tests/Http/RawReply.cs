using System.Globalization;
using System.Text;

namespace TapoHive.Protocol.Tests.Http;

/// <summary>What a server sends, and what becomes of the connection.</summary>
internal sealed record RawReply(byte[] Bytes, After After = After.Keep)
{
    public static RawReply Ok(byte[] body, After after = After.Keep, params string[] headers) => Status(200, body, after, headers);

    public static RawReply Ok(string body, After after = After.Keep, params string[] headers) => Status(200, Encoding.UTF8.GetBytes(body), after, headers);

    public static RawReply Status(int status, byte[]? body = null, After after = After.Keep, params string[] headers)
    {
        body ??= [];
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} X\r\nServer: SHIP 2.0\r\nContent-Length: {body.Length}\r\n"));
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        return new RawReply([.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body], after);
    }

    /// <summary>Nothing at all, while the connection stays.</summary>
    public static RawReply Silence { get; } = new([], After.Hold);

    /// <summary>Nothing but a reset.</summary>
    public static RawReply Reset { get; } = new([], After.Reset);
}

internal enum After
{
    /// <summary>Wait for the next request.</summary>
    Keep,

    /// <summary>Close without a word.</summary>
    Close,

    /// <summary>Reset.</summary>
    Reset,

    /// <summary>Reset when the next request has come in, as a plug does that had closed before.</summary>
    ResetNext,

    /// <summary>Read no more and send no more, until the client leaves.</summary>
    Hold,

    /// <summary>Send another answer, which nobody asked for, when it is time, and then hold.</summary>
    Babble,

    /// <summary>Close without a word when it is time.</summary>
    CloseLater,

    /// <summary>Send a byte now and then, until the client leaves.</summary>
    Drip,
}
