using TapoHive.Control.Keys;

namespace TapoHive.Control.Gate;

/// <summary>What is to be done with the operators; to the desk.</summary>
internal abstract record OperatorOrder
{
    private OperatorOrder()
    {
    }

    /// <summary>A new operator, who keeps the private half of its key to itself.</summary>
    public sealed record Add(string Name, OperatorRole Role, byte[] PublicKey) : OperatorOrder;

    /// <summary>One that may not enter any more.</summary>
    public sealed record Revoke(string Name) : OperatorOrder;

    /// <summary>A new key in the place of the old one. The local operator's is made by the hive, in its data folder.</summary>
    public sealed record Rotate(string Name, byte[] PublicKey) : OperatorOrder;
}
