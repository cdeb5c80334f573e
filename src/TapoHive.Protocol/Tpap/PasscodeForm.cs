using System.Text.Json;

namespace TapoHive.Protocol.Tpap;

/// <summary>How a device wants the password turned into a passcode: its <c>extra_crypt</c> (PROTOCOL 4.3).</summary>
public abstract record PasscodeForm
{
    private PasscodeForm()
    {
    }

    /// <summary>None named: e-mail and password as they are.</summary>
    public sealed record Plain : PasscodeForm;

    /// <summary><c>password_shadow</c>: what bound plugs ask for.</summary>
    /// <param name="Id"><c>passwd_id</c>.</param>
    public sealed record Shadow(int Id) : PasscodeForm;

    /// <summary><c>password_sha_with_salt</c>.</summary>
    /// <param name="Name"><c>sha_name</c>.</param>
    /// <param name="Salt"><c>sha_salt</c>, decoded.</param>
    public sealed record Salted(int Name, string Salt) : PasscodeForm;

    /// <summary>Another, which is not spoken here.</summary>
    /// <param name="Name">What the device calls it.</param>
    public sealed record Other(string Name) : PasscodeForm;

    /// <summary>Reads the <c>extra_crypt</c> out of a register reply.</summary>
    public static PasscodeForm Read(JsonElement reply)
    {
        if (reply.ObjectMember("extra_crypt") is not { } extra || extra.Text("type") is not { Length: > 0 } type)
        {
            return new Plain();
        }

        var parameters = extra.ObjectMember("params") ?? extra;
        return type switch
        {
            "password_shadow" when parameters.Small("passwd_id") is { } id => new Shadow(id),
            "password_sha_with_salt" when parameters.Small("sha_name") is { } name && parameters.Text("sha_salt") is { } salt => new Salted(name, Base64Text.DecodeText(salt)),
            _ => new Other(type),
        };
    }

    /// <summary>Writes it as a device does; nothing for <see cref="Plain"/>.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        switch (this)
        {
            case Shadow shadow:
                Begin(json, "password_shadow");
                json.WriteNumber("passwd_id", shadow.Id);
                break;
            case Salted salted:
                Begin(json, "password_sha_with_salt");
                json.WriteNumber("sha_name", salted.Name);
                json.WriteBase64String("sha_salt", System.Text.Encoding.UTF8.GetBytes(salted.Salt));
                break;
            case Other other:
                Begin(json, other.Name);
                break;
            default:
                return;
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string type)
    {
        json.WriteStartObject("extra_crypt");
        json.WriteString("type", type);
        json.WriteStartObject("params");
    }
}
