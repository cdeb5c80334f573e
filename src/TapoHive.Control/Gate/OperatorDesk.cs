using System.Security.Cryptography;
using Akka.Actor;
using NodaTime;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>
/// Keeps the registry of operators, one order after the other. What it answers is on disk and holds: when somebody hears that an
/// operator was revoked, no request of that operator is taken any more.
/// </summary>
internal sealed class OperatorDesk : ReceiveActor, IWithStash
{
    private readonly DataFolder _folder;
    private readonly OperatorRoll _roll;
    private readonly IClock _clock;

    public OperatorDesk(DataFolder folder, OperatorRoll roll, IClock clock)
    {
        (_folder, _roll, _clock) = (folder, roll, clock);
        Become(Idle);
    }

    public IStash Stash { get; set; } = null!;

    /// <summary>Tells the gate that somebody may not be here any more.</summary>
    public sealed record RollChanged;

    private void Idle() => Receive<OperatorOrder>(order =>
    {
        var (asker, registry, now) = (Sender, _roll.Current, _clock.GetCurrentInstant().ToDateTimeOffset());
        _ = Task.Run(() => Carry(order, registry, now)).PipeTo(
            Self,
            success: ordered => new Carried(asker, ordered),
            failure: e => new Carried(asker, new OperatorOrdered.Refused(
                RefusalCode.StorageUnavailable, $"The registry of operators cannot be written: {e.Message} Look at the hive's disk and its data folder.")));
        Become(Busy);
    });

    private void Busy()
    {
        Receive<Carried>(carried =>
        {
            if (carried.Ordered is OperatorOrdered.Done done)
            {
                _roll.Current = done.Registry;
                Context.Parent.Tell(new RollChanged());
            }

            carried.Asker.Tell(carried.Ordered);
            Become(Idle);
            Stash.UnstashAll();
        });
        Receive<OperatorOrder>(_ => Stash.Stash());
    }

    private OperatorOrdered Carry(OperatorOrder order, OperatorRegistry registry, DateTimeOffset now) => order switch
    {
        OperatorOrder.Add add when !OperatorName.IsValid(add.Name) => new OperatorOrdered.Refused(RefusalCode.Invalid, $"'{add.Name}' is no operator's name. {OperatorName.Rule}"),
        OperatorOrder.Add add when registry.Find(add.Name) is not null => new OperatorOrdered.Refused(
            RefusalCode.Conflict, $"There is an operator '{add.Name}' already. Give the new one another name, or say 'operator rotate {add.Name}' for a new key."),
        OperatorOrder.Add add => Certified(registry, add.Name, add.Role, add.PublicKey, now),
        OperatorOrder.Revoke { Name: OperatorName.Local } => new OperatorOrdered.Refused(
            RefusalCode.Invalid, "The local operator is whoever may read the data folder, and is not revoked. 'operator rotate local' gives it a new key."),
        OperatorOrder.Revoke revoke when registry.Find(revoke.Name) is { } known => Written(registry.Without(known.Name), known, null),
        OperatorOrder.Rotate { Name: OperatorName.Local } => Renewed(registry, now),
        OperatorOrder.Rotate rotate when registry.Find(rotate.Name) is { } known => Certified(registry, known.Name, known.Role, rotate.PublicKey, now),
        OperatorOrder.Revoke { Name: var name } => Unknown(registry, name),
        OperatorOrder.Rotate { Name: var name } => Unknown(registry, name),
        _ => throw new InvalidOperationException($"An order of the kind {order.GetType().Name}."),
    };

    private OperatorOrdered Certified(OperatorRegistry registry, string name, OperatorRole role, byte[] publicKey, DateTimeOffset now)
    {
        string certificate;
        try
        {
            using var authority = GateKeys.OperatorsAuthority(_folder, now);
            certificate = authority.Certify($"operator {name}", publicKey, now);
        }
        catch (CryptographicException)
        {
            return new OperatorOrdered.Refused(RefusalCode.Invalid, "What came with the request is no key of the kind that operators have (ECDSA P-256). Update the client.");
        }

        var entry = new OperatorEntry(name, role, Convert.ToBase64String(publicKey)) { Since = now };
        return Written(registry.With(entry), entry, certificate);
    }

    private OperatorOrdered.Done Renewed(OperatorRegistry registry, DateTimeOffset now)
    {
        var renewed = GateKeys.RenewLocalOperator(_folder, registry, now);
        return new OperatorOrdered.Done(renewed, renewed.Find(OperatorName.Local)!, null);
    }

    private OperatorOrdered.Done Written(OperatorRegistry registry, OperatorEntry entry, string? certificate)
    {
        registry.Write(_folder.RegistryFile);
        return new OperatorOrdered.Done(registry, entry, certificate);
    }

    private static OperatorOrdered.Refused Unknown(OperatorRegistry registry, string name) => new(
        RefusalCode.NothingMatched, $"There is no operator '{name}'. The operators are {string.Join(", ", registry.Operators.Select(static it => it.Name))}.");

    private sealed record Carried(IActorRef Asker, OperatorOrdered Ordered);
}
