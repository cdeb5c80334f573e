using System.Security.Cryptography;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Client;

/// <summary>What a client asks about operators. Keys are made here: their private half never leaves this machine but in the file.</summary>
public static class OperatorCalls
{
    /// <summary>Who may enter.</summary>
    public static Task<OperatorsReport> OperatorsAsync(this HiveClient client, CancellationToken cancellation = default) =>
        client.OneAsync(static id => new OperatorsRequest(id), [], ContractJson.Default.OperatorsReport, cancellation);

    /// <summary>Lets somebody in from now on.</summary>
    public static Task<IssuedKey> AddOperatorAsync(this HiveClient client, string name, OperatorRole role, CancellationToken cancellation = default) =>
        IssueAsync(client, (id, key) => new AddOperatorRequest(id, name, role, key), cancellation);

    /// <summary>Gives an operator a new key.</summary>
    public static Task<IssuedKey> RotateOperatorAsync(this HiveClient client, string name, CancellationToken cancellation = default) =>
        IssueAsync(client, (id, key) => new RotateOperatorRequest(id, name, key), cancellation);

    /// <summary>Has the hive make a new key for the operator of its data folder.</summary>
    public static Task<OperatorGrant> RotateLocalOperatorAsync(this HiveClient client, CancellationToken cancellation = default) =>
        client.OneAsync(static id => new RotateOperatorRequest(id, OperatorName.Local, []), [], ContractJson.Default.OperatorGrant, cancellation);

    /// <summary>Lets an operator in no more.</summary>
    public static Task<RevokeReport> RevokeOperatorAsync(this HiveClient client, string name, CancellationToken cancellation = default) =>
        client.OneAsync(id => new RevokeOperatorRequest(id, name), [], ContractJson.Default.RevokeReport, cancellation);

    private static async Task<IssuedKey> IssueAsync(HiveClient client, Func<long, byte[], IOperatorRequest> request, CancellationToken cancellation)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var grant = await client.OneAsync(id => request(id, key.ExportSubjectPublicKeyInfo()), [], ContractJson.Default.OperatorGrant, cancellation);
        return new IssuedKey(
            new OperatorKey
            {
                Name = grant.Name,
                Role = grant.Role,
                Certificate = grant.Certificate ?? throw new HiveException(HiveFailure.Failed, "The hive certified no key. Look at its log."),
                PrivateKey = key.ExportPkcs8PrivateKeyPem(),
                GateAuthority = grant.GateAuthority,
                Gate = grant.Gate,
            },
            grant.Reach);
    }
}
