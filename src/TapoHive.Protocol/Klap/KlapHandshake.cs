using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace TapoHive.Protocol.Klap;

/// <summary>
/// The client's side of a KLAP handshake (PROTOCOL 3.2). It sends 16 random bytes; the device answers with 16 of its own and a
/// proof that it holds certain credentials. Which ones is found out here, before anything made from a password was sent.
/// </summary>
public sealed class KlapHandshake : IDisposable
{
    private readonly KlapVersion _version;
    private readonly byte[] _localSeed;
    private byte[] _remoteSeed = [];
    private byte[] _auth = [];

    private KlapHandshake(KlapVersion version, byte[] localSeed) => (_version, _localSeed) = (version, localSeed);

    /// <summary>Body of <c>handshake1</c>.</summary>
    public ReadOnlyMemory<byte> FirstBody => _localSeed;

    /// <summary>A handshake with a fresh seed.</summary>
    public static KlapHandshake Begin(KlapVersion version) => new(version, RandomNumberGenerator.GetBytes(KlapHashes.SeedLength));

    /// <summary>A handshake with a given seed, for reproducing a recorded one.</summary>
    public static KlapHandshake BeginWith(KlapVersion version, ReadOnlySpan<byte> localSeed)
    {
        KlapHashes.CheckSeed(localSeed);
        return new KlapHandshake(version, localSeed.ToArray());
    }

    /// <summary>Whether a body has the form of an answer to <c>handshake1</c>.</summary>
    public static bool IsFirstReply(ReadOnlySpan<byte> body) => body.Length == KlapHashes.SeedLength + KlapHashes.ProofLength;

    /// <summary>
    /// Finds the credentials that the device holds: the account, else the setup and blank ones of PROTOCOL 3.4 in their order, each
    /// compared in constant time. False where none fits; then <c>handshake2</c> must not be sent.
    /// </summary>
    /// <exception cref="ArgumentException">The body is no answer to <c>handshake1</c>.</exception>
    public bool TryMatch(ReadOnlySpan<byte> firstReply, PlugCredentials account, [NotNullWhen(true)] out CredentialOrigin? matched)
    {
        ArgumentNullException.ThrowIfNull(account);
        if (!IsFirstReply(firstReply))
        {
            throw new ArgumentException("Not an answer to handshake1.", nameof(firstReply));
        }

        matched = null;
        _remoteSeed = firstReply[..KlapHashes.SeedLength].ToArray();
        var proof = firstReply[KlapHashes.SeedLength..];
        foreach (var (origin, credentials) in Candidates(account))
        {
            var auth = KlapHashes.Auth(_version, credentials);
            if (CryptographicOperations.FixedTimeEquals(proof, KlapHashes.ServerProof(_version, _localSeed, _remoteSeed, auth)))
            {
                (_auth, matched) = (auth, origin);
                return true;
            }

            CryptographicOperations.ZeroMemory(auth);
        }

        return false;
    }

    /// <summary>Body of <c>handshake2</c>, after a match.</summary>
    public byte[] SecondBody() => KlapHashes.ClientProof(_version, _localSeed, _remoteSeed, Matched());

    /// <summary>The session's cipher, after a match.</summary>
    public KlapCipher ToCipher() => KlapCipher.Derive(_localSeed, _remoteSeed, Matched());

    /// <summary>Wipes what was made from the credentials.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_auth);

    private byte[] Matched() => _auth is { Length: > 0 } auth ? auth : throw new InvalidOperationException("No credentials have matched.");

    private static IEnumerable<(CredentialOrigin Origin, PlugCredentials Credentials)> Candidates(PlugCredentials account)
    {
        yield return (CredentialOrigin.Account, account);
        yield return (CredentialOrigin.KasaSetup, SetupCredentials.Kasa);
        yield return (CredentialOrigin.TapoSetup, SetupCredentials.Tapo);
        yield return (CredentialOrigin.Blank, SetupCredentials.Blank);
    }
}
