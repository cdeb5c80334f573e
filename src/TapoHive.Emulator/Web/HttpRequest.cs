using TapoHive.Protocol;

namespace TapoHive.Emulator.Web;

/// <summary>One request as it was read.</summary>
/// <param name="Verb">Such as <c>POST</c>.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">What follows the question mark; empty when nothing does.</param>
/// <param name="Cookie">The <c>Cookie</c> header; empty when there is none.</param>
/// <param name="Body">The body.</param>
/// <param name="WantsClose">Whether the client asked for the connection to end.</param>
internal sealed record HttpRequest(string Verb, string Path, string Query, string Cookie, byte[] Body, bool WantsClose)
{
    /// <summary>A value from the query, as it stands there.</summary>
    public string? Parameter(string name)
    {
        foreach (var pair in Query.Split('&'))
        {
            if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
            {
                return pair[(name.Length + 1)..];
            }
        }

        return null;
    }

    /// <summary>The session the cookie names, if any.</summary>
    public string? Session => SessionCookie.Parse([Cookie])?.Value;
}
