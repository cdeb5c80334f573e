namespace TapoHive.Control.Keys;

/// <summary>One operator that the gate knows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="PublicKey">The public half of its key (base64 of SubjectPublicKeyInfo).</param>
public sealed record OperatorEntry(string Name, OperatorRole Role, string PublicKey)
{
    /// <summary>When this key was given; unknown of those that were given before it was written down.</summary>
    public DateTimeOffset? Since { get; init; }
}
