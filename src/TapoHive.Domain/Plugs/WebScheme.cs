namespace TapoHive.Domain.Plugs;

/// <summary>How the plug's web server is reached.</summary>
public enum WebScheme
{
    /// <summary>Plain HTTP: all plugs known today.</summary>
    Http,

    /// <summary>TLS with a certificate that nobody can check.</summary>
    Https,
}
