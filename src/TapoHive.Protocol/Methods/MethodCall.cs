using System.Text.Json;

namespace TapoHive.Protocol.Methods;

/// <summary>A call to a plug (PROTOCOL 5.1): a method and, where it has any, parameters. Parameters are left out where there are none,
/// because some firmware refuses <c>null</c> with -1008.</summary>
public sealed class MethodCall
{
    private readonly Action<Utf8JsonWriter>? _parameters;

    /// <summary>A call; <paramref name="parameters"/> writes the members of the <c>params</c> object.</summary>
    public MethodCall(string method, Action<Utf8JsonWriter>? parameters = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        Method = method;
        _parameters = parameters;
    }

    /// <summary>Name of the method.</summary>
    public string Method { get; }

    /// <summary>Whether sending it twice does no more than sending it once, so that it may be repeated when nobody knows whether it arrived.</summary>
    public Repetition Repetition { get; init; } = Repetition.Harmless;

    /// <summary>The request's bytes.</summary>
    public byte[] ToJson(RequestStamp? stamp = null) => WireJson.WriteObject(json =>
    {
        WriteMembers(json);
        stamp?.WriteMembers(json);
    });

    /// <summary>Writes method and parameters into an object that is open.</summary>
    internal void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("method", Method);
        if (_parameters is not null)
        {
            json.WriteStartObject("params");
            _parameters(json);
            json.WriteEndObject();
        }
    }

    /// <summary>Writes the call as an object of its own.</summary>
    internal void WriteObject(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteEndObject();
    }
}
