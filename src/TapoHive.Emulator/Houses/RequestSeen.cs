using System.Net;
using TapoHive.Domain.Outlets;

namespace TapoHive.Emulator.Houses;

/// <summary>
/// One method that truly reached a plug: the single methods of a batch or for a child one by one, handshakes and logins by name, a request
/// that was refused before it could be opened as <c>request</c> or <c>securePassthrough</c>. Never parameters.
/// </summary>
/// <param name="At">When it was carried out or refused.</param>
/// <param name="Peer">Who asked.</param>
/// <param name="Method">Its name.</param>
/// <param name="Slot">The relay it was about; null for handshakes and for the parent of a strip.</param>
/// <param name="Code">What was answered: an error code, or for handshakes and refusals over KLAP the HTTP status.</param>
/// <param name="Carried">Whether it was carried out, whatever was answered.</param>
/// <param name="Session">A short mark of the session it came in: the same for all requests of one session, and not what opens it; null outside of sessions.</param>
public sealed record RequestSeen(
    DateTimeOffset At,
    IPEndPoint Peer,
    string Method,
    OutletSlot? Slot,
    int Code,
    Carried Carried = Carried.Yes,
    string? Session = null);
