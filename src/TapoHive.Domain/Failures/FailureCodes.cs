namespace TapoHive.Domain.Failures;

/// <summary>The stable names of the failure kinds.</summary>
public static class FailureCodes
{
    /// <summary>The kind in kebab case, such as <c>session-lost</c>.</summary>
    public static string Of(FailureKind kind) => kind switch
    {
        FailureKind.Transient => "transient",
        FailureKind.Dark => "dark",
        FailureKind.SessionLost => "session-lost",
        FailureKind.CredentialsRejected => "credentials-rejected",
        FailureKind.OtherOwner => "other-owner",
        FailureKind.WrongDevice => "wrong-device",
        FailureKind.TransportChanged => "transport-changed",
        FailureKind.CompatibilityOff => "compatibility-off",
        FailureKind.Busy => "busy",
        FailureKind.Malformed => "malformed",
        FailureKind.Unsupported => "unsupported",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a failure kind."),
    };
}
