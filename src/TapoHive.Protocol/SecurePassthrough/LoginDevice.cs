using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.SecurePassthrough;

/// <summary>The call that proves the account to a plug inside a securePassthrough session (PROTOCOL 2.3).</summary>
public static class LoginDevice
{
    /// <summary>Method name of the login.</summary>
    public const string Method = "login_device";

    /// <summary>The client's call. Some firmware refuses it, as if the password were wrong, without a real time and a terminal
    /// UUID; the stamp of every request of a session carries both.</summary>
    public static MethodCall Call(PlugCredentials credentials, AesLogin form)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        return new MethodCall(Method, json =>
        {
            json.WriteString("username", UsernameOf(credentials));
            json.WriteString(PasswordName(form), PasswordOf(credentials, form));
        });
    }

    /// <summary>What a device does with the <c>params</c> of a login: whether the credentials are these, in either form.</summary>
    public static bool Matches(JsonElement parameters, PlugCredentials credentials)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        var form = parameters.Text(PasswordName(AesLogin.HashedPassword)) is null ? AesLogin.PlainPassword : AesLogin.HashedPassword;
        return Same(parameters.Text("username"), UsernameOf(credentials))
            & Same(parameters.Text(PasswordName(form)), PasswordOf(credentials, form));
    }

    private static string PasswordName(AesLogin form) => form == AesLogin.HashedPassword ? "password2" : "password";

    private static string UsernameOf(PlugCredentials credentials) => Base64OfHexHash(credentials.Username);

    private static string PasswordOf(PlugCredentials credentials, AesLogin form) => form == AesLogin.HashedPassword
        ? Base64OfHexHash(credentials.Password)
        : Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials.Password));

    // Base64 of the forty hex digits, not of the twenty bytes.
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The plug compares SHA-1 (PROTOCOL 2.3).")]
    private static string Base64OfHexHash(string text) =>
        Convert.ToBase64String(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text)))));

    private static bool Same(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
