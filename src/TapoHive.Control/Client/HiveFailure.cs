namespace TapoHive.Control.Client;

/// <summary>Why the hive did not do what was asked, sorted by what a caller can do.</summary>
public enum HiveFailure
{
    /// <summary>There is no hive there, or it does not answer.</summary>
    NotReachable,

    /// <summary>It does not let this operator in, or not do this.</summary>
    NotAllowed,

    /// <summary>Nothing is meant by the selectors.</summary>
    NothingMatched,

    /// <summary>The request makes no sense.</summary>
    Invalid,

    /// <summary>The hive cannot do it now.</summary>
    Failed,
}
