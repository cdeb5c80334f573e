using System.Globalization;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Methods;
using TapoHive.Emulator.Web;
using TapoHive.Protocol.Klap;

namespace TapoHive.Emulator.Sessions;

/// <summary>
/// The KLAP side of a plug (PROTOCOL 3): one conversation. Whoever completes a handshake ends the session before it (PROTOCOL 7, row 1);
/// a handshake that was only begun harms nobody. Numbers must rise, so nothing can be replayed. Not thread-safe; its plug guards it.
/// </summary>
internal sealed class KlapSessions
{
    private const int MostBegun = 4;
    private readonly List<(string Id, KlapDeviceHandshake Handshake, DateTimeOffset Until)> _begun = [];
    private (string Id, KlapCipher Cipher, DateTimeOffset Until)? _session;

    /// <summary>Understands a request to <c>/app/...</c>.</summary>
    public Exchange Open(HttpRequest request, DateTimeOffset now) => request.Path switch
    {
        "/app/handshake1" => new Exchange.Step("handshake1", RequestKind.Handshake, admission => Begin(request, admission)),
        "/app/handshake2" => new Exchange.Step("handshake2", RequestKind.Handshake, admission => Finish(request, admission)),
        "/app/request" => OpenRequest(request, now),
        _ => new Exchange.Plain(request.Path, 404, HttpReply.Refuse(404)),
    };

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _session = null;
        _begun.Clear();
    }

    private (int Code, HttpReply Reply) Begin(HttpRequest request, Admission admission)
    {
        var version = admission.Model.Transport is Transport.Klap1 ? KlapVersion.V1 : KlapVersion.V2;
        if (!KlapDeviceHandshake.TryBegin(version, admission.Credentials, request.Body, out var handshake))
        {
            return (400, HttpReply.Refuse(400));
        }

        if (_begun.Count >= MostBegun)
        {
            _begun.RemoveAt(0);
        }

        var id = SessionLife.NewId();
        _begun.Add((id, handshake, admission.Now + SessionLife.Length));
        return (200, HttpReply.OfBytes(handshake.FirstReply(), id));
    }

    private (int Code, HttpReply Reply) Finish(HttpRequest request, Admission admission)
    {
        var id = request.Session;
        var index = _begun.FindIndex(b => b.Id.Equals(id, StringComparison.Ordinal) && admission.Now < b.Until);
        if (index < 0 || request.Body.Length != KlapHashes.ProofLength)
        {
            return (400, HttpReply.Refuse(400));
        }

        var (_, handshake, until) = _begun[index];
        _begun.RemoveAt(index);
        if (!handshake.TryFinish(request.Body, out var cipher))
        {
            return (403, HttpReply.Refuse(403));
        }

        _session = (id!, cipher, until);
        return (200, HttpReply.OfBytes([]));
    }

    private Exchange OpenRequest(HttpRequest request, DateTimeOffset now)
    {
        if (request.Body.Length <= KlapCipher.SignatureLength)
        {
            return Refusal(400);
        }

        if (_session is not var (id, cipher, until)
            || !id.Equals(request.Session, StringComparison.Ordinal)
            || now >= until
            || !int.TryParse(request.Parameter("seq"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var sequence)
            || unchecked(sequence - cipher.Sequence) <= 0
            || !cipher.TryOpen(sequence, request.Body, out var json))
        {
            return Refusal(403);
        }

        cipher.Advance(sequence);

        return new Exchange.Request(WireText.Read(json), (answer, wrong) =>
        {
            var body = cipher.Seal(sequence, WireText.Bytes(answer));
            if (wrong)
            {
                body[0] ^= 0xFF;
            }

            return HttpReply.OfBytes(body);
        });
    }

    private static Exchange.Plain Refusal(int status) => new("request", status, HttpReply.Refuse(status));
}
