using NodaTime;
using NodaTime.Testing;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.Tests.Http;

namespace TapoHive.Protocol.Tests.Sessions;

/// <summary>A plug on a socket and a connector to reach it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    public static readonly PlugCredentials Account = new("user@example.com", "Pässwörd-日本-1!");

    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 12, 0);

    private static readonly RsaKeyRing Keys = new(1);

    private readonly TransportOffer _offer;

    private Bench(Func<RawRequest, RawReply> answer, TransportOffer offer, PlugConnectorOptions? options)
    {
        Server = new RawServer(answer);
        _offer = offer;
        Connector = new PlugConnector(options ?? new PlugConnectorOptions(), Keys, new FakeClock(Start), TimeProvider.System);
    }

    public RawServer Server { get; }

    public PlugConnector Connector { get; }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Bench With(KlapPlug plug, KlapVersion version = KlapVersion.V2, PlugConnectorOptions? options = null) =>
        new(plug.Answer, new TransportOffer(version == KlapVersion.V1 ? Transport.Klap1 : Transport.Klap, 80), options);

    public static Bench With(AesPlug plug, AesLogin login = AesLogin.HashedPassword) => new(plug.Answer, new TransportOffer(Transport.Aes, 80, WebScheme.Http, login), null);

    public static Bench With(TpapPlug plug) => new(plug.Answer, new TransportOffer(Transport.Tpap, 80), null);

    public static Bench With(Func<RawRequest, RawReply> answer, Transport transport, PlugConnectorOptions? options = null) => new(answer, new TransportOffer(transport, 80), options);

    public Task<Result<PlugSession>> HandshakeAsync(PlugCredentials? credentials = null, PlugTraits? traits = null, Binding binding = Binding.Bound) =>
        Connector.HandshakeAsync(_offer, Server.Address, credentials ?? Account, traits ?? PlugTraits.Unknown, binding, Stop);

    /// <summary>A session that is logged in.</summary>
    public async Task<PlugSession> OpenAsync(PlugTraits? traits = null)
    {
        var session = Ok(await HandshakeAsync(traits: traits));
        Ok(await session.LoginAsync(Stop));
        return session;
    }

    public static T Ok<T>(Result<T> result) => result switch
    {
        Result<T>.Ok ok => ok.Value,
        Result<T>.Failed failed => throw new Xunit.Sdk.XunitException($"{failed.Failure.Kind}: {failed.Failure.Message}"),
        _ => throw new Xunit.Sdk.XunitException("A result of a third kind."),
    };

    public static Failure Failed<T>(Result<T> result) => Assert.IsType<Result<T>.Failed>(result).Failure;

    public async ValueTask DisposeAsync()
    {
        Connector.Dispose();
        await Server.DisposeAsync();
    }
}
