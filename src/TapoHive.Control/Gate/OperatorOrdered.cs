using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>What came of an order.</summary>
internal abstract record OperatorOrdered
{
    private OperatorOrdered()
    {
    }

    /// <summary>It is so from now on.</summary>
    /// <param name="Registry">Who may enter now.</param>
    /// <param name="Entry">The operator concerned, as it was or is.</param>
    /// <param name="Certificate">Its certificate (PEM), where one was made for somebody elsewhere.</param>
    public sealed record Done(OperatorRegistry Registry, OperatorEntry Entry, string? Certificate) : OperatorOrdered;

    /// <summary>Nothing was changed.</summary>
    public sealed record Refused(RefusalCode Code, string Message) : OperatorOrdered;
}
