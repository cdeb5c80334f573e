using System.Text;

namespace TapoHive.Protocol.Tests.Http;

/// <summary>A request exactly as it came over the wire.</summary>
internal sealed record RawRequest(int Connection, string Head, byte[] Body)
{
    public string Target => Head.Split(' ')[1];

    public string Path => Target.Split('?')[0];

    public string BodyText => Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Head.Split("\r\n").Skip(1)
        .Where(line => line.StartsWith(name + ":", StringComparison.Ordinal))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();
}
