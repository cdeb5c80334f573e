namespace TapoHive.Domain.Plugs;

/// <summary>What a sighting says of how to speak to a plug (PROTOCOL 1.4).</summary>
/// <param name="Transport">The protocol.</param>
/// <param name="Port">TCP port of its web server.</param>
/// <param name="Scheme">Plain HTTP, or TLS where the plug says so.</param>
/// <param name="Login">Which form of <c>login_device</c> is tried first; matters to <see cref="Plugs.Transport.Aes"/> only.</param>
public sealed record TransportOffer(Transport Transport, int Port, WebScheme Scheme = WebScheme.Http, AesLogin Login = AesLogin.HashedPassword);

/// <summary>How the plug's web server is reached.</summary>
public enum WebScheme
{
    /// <summary>Plain HTTP: all plugs known today.</summary>
    Http,

    /// <summary>TLS with a certificate that nobody can check.</summary>
    Https,
}

/// <summary>The two forms of the <c>login_device</c> call (PROTOCOL 2.3).</summary>
public enum AesLogin
{
    /// <summary>v1: <c>password</c>, base64 of the password.</summary>
    PlainPassword,

    /// <summary>v2: <c>password2</c>, base64 of the hex SHA-1 of the password.</summary>
    HashedPassword,
}
