using System.Net;
using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Methods;
using TapoHive.Emulator.Sessions;
using TapoHive.Emulator.Web;
using TapoHive.Protocol.Methods;
using ErrorCode = TapoHive.Emulator.Methods.ErrorCode;

namespace TapoHive.Emulator.Houses;

/// <summary>
/// Answers the HTTP requests to one plug: understands, lets the faults at it, carries out, seals. A request that a fault delays is carried out in the
/// end even if its client is gone, unless mains went away meanwhile.
/// </summary>
internal static class PlugDoor
{
    /// <summary>Answers one request.</summary>
    public static async ValueTask<Reaction> AnswerAsync(PlugCore plug, HttpRequest request, IPEndPoint peer, CancellationToken stopping)
    {
        if (plug.Presence is not Presence.Present)
        {
            return new Reaction.Silence();
        }

        Exchange exchange;
        int boots;
        lock (plug.Gate)
        {
            boots = plug.Boots;
            LoseSessionIfDue(plug, request);
            exchange = Open(plug, request, plug.Time.GetUtcNow());
        }

        var hits = plug.Faults.IsEmpty ? [] : plug.Faults.Draw(TraitsOf(exchange));
        if (hits.OfType<Fault.Drop>().Any(static d => d.Moment is DropMoment.BeforeApplying))
        {
            return new Reaction.Cut();
        }

        if (hits.OfType<Fault.Delay>().Aggregate(TimeSpan.Zero, static (sum, delay) => sum + delay.By) is var late && late > TimeSpan.Zero)
        {
            await Task.Delay(late, plug.Time, stopping);
        }

        HttpReply reply;
        bool closes;
        lock (plug.Gate)
        {
            if (boots != plug.Boots)
            {
                return new Reaction.Silence();
            }

            closes = request.WantsClose || plug.Device.Model.ClosesConnections || hits.Any(static f => f is Fault.HangUp or Fault.Garbage { Kind: GarbageKind.Http });
            reply = Carry(plug, exchange, hits, peer, MarkOf(request));
        }

        plug.RebootIfAsked();
        if (boots != plug.Boots)
        {
            // device_reboot without a delay: mains is gone before the answer (PROTOCOL 5.9).
            return new Reaction.Silence();
        }

        return hits.OfType<Fault.Drop>().Any()
            ? new Reaction.Cut()
            : new Reaction.Answered(reply, ShapeOf(hits, closes), closes);
    }

    private static void LoseSessionIfDue(PlugCore plug, HttpRequest request)
    {
        var isInSession = request.Path is "/app/request" || TpapSessions.IsSession(request.Path) || (request.Path is "/app" && plug.Aes.IsLoggedIn(request.Session));
        if (isInSession && plug.Faults.Draw(RequestTraits.Unopened).Count > 0)
        {
            plug.ClearSessions();
        }
    }

    private static Exchange Open(PlugCore plug, HttpRequest request, DateTimeOffset now)
    {
        var speaks = plug.Device.Model.Transport;
        return (request.Verb, request.Path) switch
        {
            ("GET", "/") => new Exchange.Plain("home", 200, HttpReply.Home),
            ("POST", "/") when speaks is Transport.Tpap => plug.Tpap.Open(request, plug.TpapOffer, now),
            ("POST", "/") when plug.Device.Model.KnowsTpap => new Exchange.Plain("discover", ErrorCode.Success, HttpReply.OfJson(MethodAnswer.Write(ErrorCode.Success, plug.TpapOffer.Write()))),
            ("POST", "/") => new Exchange.Plain("discover", ErrorCode.TransportUnknown, HttpReply.OfCode(ErrorCode.TransportUnknown)),
            ("POST", var path) when speaks is Transport.Tpap && TpapSessions.IsSession(path) => plug.Tpap.OpenRequest(request, now),
            ("POST", "/app") when speaks is Transport.Aes => plug.Aes.Open(request, now),
            ("POST", "/app") => new Exchange.Plain("app", ErrorCode.TransportUnknown, HttpReply.OfCode(ErrorCode.TransportUnknown)),

            // Firmware that speaks TPAP has closed KLAP rather than forgotten it (PROTOCOL 3.3).
            ("POST", var path) when speaks is Transport.Tpap && path.StartsWith("/app/", StringComparison.Ordinal) => new Exchange.Plain(path["/app/".Length..], 403, HttpReply.Refuse(403)),
            ("POST", var path) when speaks is not Transport.Aes && path.StartsWith("/app/", StringComparison.Ordinal) => plug.Klap.Open(request, now),
            var (_, path) => new Exchange.Plain(path, 404, HttpReply.Refuse(404)),
        };
    }

    private static RequestTraits TraitsOf(Exchange exchange)
    {
        switch (exchange)
        {
            case Exchange.Step step:
                return new RequestTraits(step.Kind, [step.Name], Writes: false);
            case Exchange.Request request:
                string[] names = [.. Dialect.Names(request.Json)];
                return new RequestTraits(RequestKind.Session, names, names.Any(Dialect.IsWrite));
            default:
                return new RequestTraits(RequestKind.Other, [], Writes: false);
        }
    }

    private static HttpReply Carry(PlugCore plug, Exchange exchange, IReadOnlyList<Fault> hits, IPEndPoint peer, string? session)
    {
        var now = plug.Time.GetUtcNow();
        plug.Device.Settle(now);
        var verdict = Verdict.Of(hits);
        var tooMany = hits.OfType<Fault.TooMany>().FirstOrDefault() is { } fault ? HttpReply.Refuse(429) with { RetryAfter = fault.RetryAfter } : null;
        switch (exchange)
        {
            case Exchange.Plain plain:
                Note(plain.Name, plain.Code);
                return tooMany ?? plain.Reply;

            case Exchange.Step step:
                var (code, reply) = tooMany is not null ? (429, tooMany)
                    : verdict.Forbidden && plug.Device.Model.Transport is not Transport.Tpap ? Forbid(plug)
                    : step.Carry(new Admission(plug.Device.Model, plug.Credentials, plug.Faults.Standing<Fault.StrictTime>() is not null, now, plug.TpapHolding));
                Note(step.Name, code);
                return reply;

            case Exchange.Request when tooMany is not null:
                Note("request", 429);
                return tooMany;

            case Exchange.Request request when verdict.Error is { } error:
                Note(Dialect.Names(request.Json).FirstOrDefault() ?? "request", error);
                return request.Seal(new Answer(error).ToJson(), verdict.WrongSignature);

            case Exchange.Request request:
                var fate = FateOf(hits);
                var dialect = new Dialect(plug.Device, now, fate, (method, slot, answered) =>
                    plug.Requests.Add(new RequestSeen(now, peer, method, slot, answered, CarriedOf(method, answered, fate), session)));
                var answer = dialect.Answer(request.Json);
                plug.SetAlarm();
                return request.Seal(answer, verdict.WrongSignature);

            default:
                throw new InvalidOperationException("Not an exchange.");
        }

        void Note(string method, int code) => plug.Requests.Add(new RequestSeen(
            now, peer, method, Slot: null, code, code is ErrorCode.Success or 200 ? Carried.Yes : Carried.No, session));
    }

    // What names a session is half of what opens it: the log tells sessions apart without it.
    private static string? MarkOf(HttpRequest request) => (request.Session ?? (TpapSessions.IsSession(request.Path) ? request.Path : null)) is { } session
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session)).AsSpan(0, 4))
        : null;

    private static Carried CarriedOf(string method, int code, WriteFate fate) => code is not ErrorCode.Success ? Carried.No
        : !Dialect.IsWrite(method) ? Carried.Yes
        : fate switch
        {
            WriteFate.Ignore => Carried.No,
            WriteFate.Postpone => Carried.Later,
            _ => Carried.Yes,
        };

    // With Third-Party Compatibility off, KLAP answers 403 and AES 1003 (PROTOCOL 7, row 2).
    private static (int Code, HttpReply Reply) Forbid(PlugCore plug) => plug.Device.Model.Transport is Transport.Aes
        ? (ErrorCode.TransportUnknown, HttpReply.OfCode(ErrorCode.TransportUnknown))
        : (403, HttpReply.Refuse(403));

    private static WriteFate FateOf(IReadOnlyList<Fault> hits) =>
        hits.OfType<Fault.Ignored>().Any() ? new WriteFate.Ignore()
        : hits.OfType<Fault.Late>().FirstOrDefault() is { } late ? new WriteFate.Postpone(late.By)
        : WriteFate.Applied;

    private static ReplyShape ShapeOf(IReadOnlyList<Fault> hits, bool closes) => new(
        hits.OfType<Fault.Garbage>().FirstOrDefault()?.Kind,
        hits.OfType<Fault.Oversized>().FirstOrDefault()?.Bytes,
        hits.OfType<Fault.Drip>().FirstOrDefault()?.Pause,
        AnnouncesClose: closes && !hits.OfType<Fault.HangUp>().Any());
}
