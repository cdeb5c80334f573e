using System.Buffers.Text;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace TapoHive.Protocol.Http;

/// <summary>Status line and headers of an answer, as far as they matter (PROTOCOL 0.1).</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Length">How long the body is; nothing where it is not said.</param>
/// <param name="Chunked">Whether the body comes in chunks instead.</param>
/// <param name="Closes">Whether the connection ends after it.</param>
/// <param name="Cookie">The session cookie, where one was set.</param>
/// <param name="RetryAfter">The pause it asks for, where it does.</param>
internal sealed record AnswerHead(int Status, long? Length, bool Chunked, bool Closes, SessionCookie? Cookie, TimeSpan? RetryAfter = null)
{
    /// <summary>Whether a body follows at all.</summary>
    public bool HasBody => Status is not (204 or 304);

    /// <summary>Where a head ends: before the first empty line. Lines end with a line feed, mostly with a carriage return before it.</summary>
    /// <returns>How long it is without that line, and with it; nothing where it has not ended.</returns>
    public static (int Length, int Whole)? EndIn(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (bytes[at..].IndexOf((byte)'\n') is >= 0 and var line)
        {
            var (end, next) = (at + line, at + line + 1);
            var after = bytes[next..];
            if (after.StartsWith("\n"u8) || after.StartsWith("\r\n"u8))
            {
                return (end > 0 && bytes[end - 1] == '\r' ? end - 1 : end, next + (after[0] == '\n' ? 1 : 2));
            }

            at = next;
        }

        return null;
    }

    /// <summary>Reads a head without the empty line at its end; nothing where it is none. Never throws.</summary>
    public static AnswerHead? Parse(ReadOnlySpan<byte> head)
    {
        var lines = head;
        if (ParseStatus(NextLine(ref lines), out var isOld) is not { } status)
        {
            return null;
        }

        long? length = null;
        var (chunked, closes) = (false, isOld);
        List<string>? cookies = null;
        string? retryAfter = null;
        string? date = null;
        while (!lines.IsEmpty)
        {
            var line = NextLine(ref lines);
            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
            {
                return null;
            }

            var name = line[..colon];
            var value = line[(colon + 1)..].Trim(" \t"u8);
            if (Ascii.EqualsIgnoreCase(name, "Content-Length"u8))
            {
                if (!Utf8Parser.TryParse(value, out long told, out var used) || used != value.Length || told < 0)
                {
                    return null;
                }

                length = told;
            }
            else if (Ascii.EqualsIgnoreCase(name, "Transfer-Encoding"u8))
            {
                chunked = Ascii.EqualsIgnoreCase(value, "chunked"u8);
            }
            else if (Ascii.EqualsIgnoreCase(name, "Connection"u8))
            {
                closes = Ascii.EqualsIgnoreCase(value, "close"u8) || (closes && !Ascii.EqualsIgnoreCase(value, "keep-alive"u8));
            }
            else if (Ascii.EqualsIgnoreCase(name, "Set-Cookie"u8))
            {
                (cookies ??= []).Add(Encoding.Latin1.GetString(value));
            }
            else if (Ascii.EqualsIgnoreCase(name, "Retry-After"u8))
            {
                retryAfter = Encoding.Latin1.GetString(value);
            }
            else if (Ascii.EqualsIgnoreCase(name, "Date"u8))
            {
                date = Encoding.Latin1.GetString(value);
            }
        }

        return new AnswerHead(
            status, length, chunked, closes, cookies is null ? null : SessionCookie.Parse(cookies), retryAfter is null ? null : PauseOf(retryAfter, date));
    }

    // As a date it would go by the plug's clock, which is often wrong; the date it shows beside it goes by the same one.
    private static TimeSpan? PauseOf(string retryAfter, string? date) =>
        !RetryConditionHeaderValue.TryParse(retryAfter, out var asked) ? null
        : asked.Delta ?? (DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, out var shown) ? asked.Date - shown : null);

    private static int? ParseStatus(ReadOnlySpan<byte> line, out bool isOld)
    {
        const int versionLength = 8;
        isOld = line.StartsWith("HTTP/1.0 "u8);
        return (isOld || line.StartsWith("HTTP/1.1 "u8))
            && Utf8Parser.TryParse(line[(versionLength + 1)..], out int status, out var used) && used == 3
            && (line.Length == versionLength + 4 || line[versionLength + 4] == ' ')
                ? status
                : null;
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> lines)
    {
        var end = lines.IndexOf((byte)'\n');
        var line = end < 0 ? lines : lines[..end];
        lines = end < 0 ? [] : lines[(end + 1)..];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
