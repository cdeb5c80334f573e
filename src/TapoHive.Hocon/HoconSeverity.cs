namespace TapoHive.Hocon;

/// <summary>What a problem means for the document it was found in.</summary>
public enum HoconSeverity
{
    /// <summary>The document cannot be trusted; its tree is a best effort.</summary>
    Error,

    /// <summary>Legal, and probably not what was meant.</summary>
    Warning,

    /// <summary>Legal and often meant; worth knowing, such as an optional include that is not there.</summary>
    Note,
}
