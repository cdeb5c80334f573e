using System.Collections.Immutable;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol;

/// <summary>
/// What was learnt about a plug that saves exchanges later and outlives its sessions: hand the traits of the last session to the next handshake. Wrong
/// ones cost an exchange, never a wrong answer.
/// </summary>
/// <param name="Batches">Whether it takes several calls in one.</param>
/// <param name="Layout">Which relays it has.</param>
/// <param name="Habit">What it does with connections.</param>
/// <param name="Lacking">Methods that an outlet answered it does not have: each socket of a strip has a list of its own (PROTOCOL 5.2).</param>
/// <param name="Signatures">Whether it signs its replies as it should.</param>
/// <param name="Login">The form of <c>login_device</c> it took last; absent where none was seen to work.</param>
public sealed record PlugTraits(
    BatchSupport Batches, OutletLayout Layout, ConnectionHabit Habit, ImmutableHashSet<(OutletSlot Slot, string Method)> Lacking, ReplySignatures Signatures, AesLogin? Login = null)
{
    /// <summary>Of a plug never met before.</summary>
    public static PlugTraits Unknown { get; } = new(BatchSupport.Untried, new OutletLayout.Unknown(), ConnectionHabit.Keeps, [], ReplySignatures.Unseen);
}
