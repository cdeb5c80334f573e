namespace TapoHive.Domain.Plugs;

/// <summary>What a sighting says of how to speak to a plug (PROTOCOL 1.4).</summary>
/// <param name="Transport">The protocol.</param>
/// <param name="Port">TCP port of its web server.</param>
/// <param name="Scheme">Plain HTTP, or TLS where the plug says so.</param>
/// <param name="Login">Which form of <c>login_device</c> is tried first; matters to <see cref="Plugs.Transport.Aes"/> only.</param>
public sealed record TransportOffer(Transport Transport, int Port, WebScheme Scheme = WebScheme.Http, AesLogin Login = AesLogin.HashedPassword);
