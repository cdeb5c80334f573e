namespace TapoHive.Domain.Plugs;

/// <summary>The two forms of the <c>login_device</c> call (PROTOCOL 2.3).</summary>
public enum AesLogin
{
    /// <summary>v1: <c>password</c>, base64 of the password.</summary>
    PlainPassword,

    /// <summary>v2: <c>password2</c>, base64 of the hex SHA-1 of the password.</summary>
    HashedPassword,
}
