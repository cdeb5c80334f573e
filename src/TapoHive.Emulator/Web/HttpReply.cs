using System.Text;
using System.Text.Json.Nodes;
using TapoHive.Emulator.Methods;

namespace TapoHive.Emulator.Web;

/// <summary>One answer.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type of the body.</param>
/// <param name="Body">The body.</param>
/// <param name="Session">The session handed out in the one <c>Set-Cookie</c> header; null for none.</param>
/// <param name="RetryAfter">The pause asked for in <c>Retry-After</c>; null for none.</param>
internal sealed record HttpReply(int Status, string ContentType, byte[] Body, string? Session = null, TimeSpan? RetryAfter = null)
{
    private const string Html = "text/html";
    private const string Json = "application/json;charset=UTF-8";
    private const string Bytes = "application/octet-stream";

    /// <summary>The page every plug shows at <c>/</c> (PROTOCOL 0.1).</summary>
    public static HttpReply Home { get; } = Page(200, "200 OK");

    /// <summary>A status with the stock page.</summary>
    public static HttpReply Refuse(int status) => Page(status, $"{status} {Reason(status)}");

    /// <summary>A JSON body.</summary>
    public static HttpReply OfJson(JsonObject json, string? session = null) => new(200, Json, WireText.Bytes(json), session);

    /// <summary>A JSON body with nothing but an error code.</summary>
    public static HttpReply OfCode(int code) => OfJson(new JsonObject { ["error_code"] = code });

    /// <summary>A JSON body that is written already.</summary>
    public static HttpReply OfJson(byte[] json, string? session = null) => new(200, Json, json, session);

    /// <summary>A body of bytes.</summary>
    public static HttpReply OfBytes(byte[] body, string? session = null) => new(200, Bytes, body, session);

    /// <summary>The words beside a status.</summary>
    public static string Reason(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        413 => "Payload Too Large",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    };

    private static HttpReply Page(int status, string text) =>
        new(status, Html, Encoding.ASCII.GetBytes($"<html><head><title>{text}</title></head><body><center><h1>{text}</h1></center></body></html>\r\n"));
}
