namespace TapoHive.Domain.Plugs;

/// <summary>What a sighting says of how to speak to a plug (PROTOCOL 1.4).</summary>
/// <param name="Transport">The protocol.</param>
/// <param name="Port">TCP port of its web server.</param>
/// <param name="Scheme">Plain HTTP, or TLS where the plug says so.</param>
/// <param name="Login">Which form of <c>login_device</c> is tried first; matters to <see cref="Plugs.Transport.Aes"/> only.</param>
public sealed record TransportOffer(Transport Transport, int Port, WebScheme Scheme = WebScheme.Http, AesLogin Login = AesLogin.HashedPassword)
{
    /// <summary>
    /// The offer as it is taken by who knows another one of the same plug. Anybody on the network can answer in a plug's name, and whoever does so
    /// over AES chooses the key that a login is read with (PROTOCOL 7). Firmware never goes back to the plain password, so that is not sent to a plug
    /// that did without it.
    /// </summary>
    /// <param name="known">How the plug was last spoken to; absent where it never was.</param>
    public TransportOffer After(TransportOffer? known) =>
        Transport == Transport.Aes && known is not (null or { Transport: Transport.Aes, Login: AesLogin.PlainPassword })
            ? this with { Login = AesLogin.HashedPassword }
            : this;
}
