using System.Security.Cryptography;
using NodaTime;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>What this process calls itself towards plugs, and its clock.</summary>
internal sealed class ClientIdentity(IClock clock)
{
    private readonly string _terminalUuid = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    public Instant Now => clock.GetCurrentInstant();

    public RequestStamp Stamp(StampSpelling spelling) => new(Now.ToUnixTimeMilliseconds(), _terminalUuid, spelling);
}
