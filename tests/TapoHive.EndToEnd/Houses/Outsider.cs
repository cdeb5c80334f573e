using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.EndToEnd.Houses;

/// <summary>Reads relays past the hive, over sessions of its own: what is true where the plugs live in another process.</summary>
internal sealed class Outsider : IDisposable
{
    private readonly PlugConnector _connector =
        new(new PlugConnectorOptions(), new RsaKeyRing(), SystemClock.Instance, TimeProvider.System);

    /// <summary>The states of all relays of a plug.</summary>
    public async Task<IReadOnlyList<PowerState>> ReadAsync(string address, string transport, PlugCredentials credentials)
    {
        var place = PlugAddress.FromText(address);
        var kind = Enum.Parse<Transport>(transport, ignoreCase: true);

        // Older firmware of the P100 takes the plain form of the login only.
        return await ReadAsync(new TransportOffer(kind, place.Port), place, credentials)
            ?? await ReadAsync(new TransportOffer(kind, place.Port, Login: AesLogin.PlainPassword), place, credentials)
            ?? throw new InvalidOperationException($"{address} does not let anybody in.");
    }

    private async Task<IReadOnlyList<PowerState>?> ReadAsync(TransportOffer offer, PlugAddress place, PlugCredentials credentials)
    {
        var stop = TestContext.Current.CancellationToken;
        using var session = Value(await _connector.HandshakeAsync(offer, place, credentials, stop));
        return await session.LoginAsync(stop) is Result<LoginAccepted>.Ok
            ? [.. Value(await session.ReadAsync(stop)).Outlets.Select(static outlet => outlet.State)]
            : null;
    }

    public void Dispose() => _connector.Dispose();

    private static T Value<T>(Result<T> result) => result switch
    {
        Result<T>.Ok(var value) => value,
        Result<T>.Failed(var failure) => throw new InvalidOperationException(failure.Message),
        _ => throw new InvalidOperationException(),
    };
}
