using System.Security.Cryptography;
using Akka.Actor;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate.Calls;

/// <summary>The requests about operators.</summary>
internal sealed class OperatorQuestions(GateHall hall, GateOptions options)
{
    private const int FingerprintBytes = 8;

    public Task<CallReply> Answer(IOperatorRequest request) => request switch
    {
        OperatorsRequest => Task.FromResult(List()),
        AddOperatorRequest add => Order(new OperatorOrder.Add(add.Name, add.Role, add.PublicKey), "added"),
        RotateOperatorRequest rotate => Order(new OperatorOrder.Rotate(rotate.Name, rotate.PublicKey), "has a new key"),
        RevokeOperatorRequest revoke => Revoke(revoke),
        _ => throw new ArgumentException($"A request of the kind {request.GetType().Name}.", nameof(request)),
    };

    private CallReply List()
    {
        var operators = hall.Roll.Current.Operators;
        return CallReply.Of(
            new OperatorsReport(
            [
                .. operators.OrderBy(static it => it.Name, StringComparer.Ordinal)
                    .Select(it => new OperatorReport(it.Name, it.Role, it.Since, Fingerprint(it), hall.ConversationsOf(it.Name))),
            ]),
            ContractJson.Default.OperatorsReport,
            $"{operators.Length} operators");
    }

    private async Task<CallReply> Order(OperatorOrder order, string outcome) => await hall.Desk.Ask<OperatorOrdered>(order, options.Limits.Answer) switch
    {
        OperatorOrdered.Done done => CallReply.Of(
            new OperatorGrant(done.Entry.Name, done.Entry.Role, done.Certificate, hall.GateAuthority, hall.Name, hall.Reach),
            ContractJson.Default.OperatorGrant,
            $"{done.Entry.Name} {outcome}"),
        OperatorOrdered.Refused refused => new CallReply.Refuse(refused.Code, refused.Message),
        var other => throw new InvalidOperationException($"The desk answered with {other.GetType().Name}."),
    };

    private async Task<CallReply> Revoke(RevokeOperatorRequest request) =>
        await hall.Desk.Ask<OperatorOrdered>(new OperatorOrder.Revoke(request.Name), options.Limits.Answer) switch
        {
            OperatorOrdered.Done done => CallReply.Of(new RevokeReport(done.Entry.Name), ContractJson.Default.RevokeReport, $"{done.Entry.Name} revoked"),
            OperatorOrdered.Refused refused => new CallReply.Refuse(refused.Code, refused.Message),
            var other => throw new InvalidOperationException($"The desk answered with {other.GetType().Name}."),
        };

    private static string Fingerprint(OperatorEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(entry.PublicKey)).AsSpan(0, FingerprintBytes));
}
