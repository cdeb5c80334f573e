using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TapoHive.Control.Keys;

/// <summary>Trust in exactly one authority: no other one of the machine or the world counts. Thread-safe.</summary>
public sealed class PeerTrust : IDisposable
{
    private readonly X509Certificate2 _authority;

    /// <summary>Trusts what this authority certified.</summary>
    public PeerTrust(string authorityPem)
    {
        _authority = X509Certificate2.CreateFromPem(authorityPem);
        Fingerprint = FingerprintOf(authorityPem);
    }

    /// <summary>Names the authority: SHA-256 of its certificate.</summary>
    public string Fingerprint { get; }

    /// <summary>Names an authority: SHA-256 of its certificate, in hex.</summary>
    public static string FingerprintOf(string authorityPem)
    {
        using var authority = X509Certificate2.CreateFromPem(authorityPem);
        return authority.GetCertHashString(HashAlgorithmName.SHA256);
    }

    /// <summary>Whether the certificate was issued by this authority.</summary>
    public bool Accepts(X509Certificate2? peer)
    {
        if (peer is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;

        try
        {
            // A root shows its own certificate only to somebody who stole its key; nobody comes in with it.
            return chain.Build(peer) && chain.ChainElements.Count == 2;
        }
        catch (CryptographicException)
        {
            // What cannot even be read was issued by nobody.
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _authority.Dispose();
}
