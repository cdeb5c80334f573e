using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TapoHive.Control.Keys;

/// <summary>
/// One of the two private certificate authorities of a hive: the gate's, which operators trust, and the operators', which the
/// gate trusts. They are apart so that neither side's certificate opens the other's door. ECDSA P-256 throughout.
/// </summary>
/// <remarks>
/// Certificates are made to outlive the machine, and their dates are not checked: who may enter is decided by the registry
/// of operators, and a board without a clock battery that wakes up in 1970 must still let its owner in.
/// </remarks>
public sealed class KeyAuthority : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365 * 30);
    private readonly X509Certificate2 _certificate;

    // SubjectPublicKeyInfo of an uncompressed point on P-256, up to the point (RFC 5480).
    private static ReadOnlySpan<byte> HeadOfP256 =>
        [0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00];

    private KeyAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The authority's certificate, without its key.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>The authority's private key. Belongs into a file that only its owner can read.</summary>
    public string ExportKeyPem()
    {
        using var key = _certificate.GetECDsaPrivateKey()!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Makes a new authority.</summary>
    public static KeyAuthority Create(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return new KeyAuthority(request.CreateSelfSigned(now.AddDays(-1), now.Add(Lifetime)));
    }

    /// <summary>Takes up an authority that was made before.</summary>
    public static KeyAuthority Load(string certificatePem, string keyPem) => new(X509Certificate2.CreateFromPem(certificatePem, keyPem));

    /// <summary>Makes a key and certifies it. The name must differ from the authority's own: a certificate that names itself as
    /// its issuer passes for a root.</summary>
    public (string CertificatePem, string KeyPem) Issue(string name, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return (Certify(name, key.ExportSubjectPublicKeyInfo(), now), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Certifies a key whose private half stays with its owner.</summary>
    /// <param name="name">Whose; not the authority's own name.</param>
    /// <param name="publicKey">SubjectPublicKeyInfo.</param>
    /// <param name="now">The date.</param>
    /// <exception cref="CryptographicException">It is no public key on P-256.</exception>
    public string Certify(string name, byte[] publicKey, DateTimeOffset now)
    {
        using (var key = ECDsa.Create())
        {
            // Import sees to it that the point is on the curve that the head names.
            key.ImportSubjectPublicKeyInfo(publicKey, out var length);
            if (length != publicKey.Length || !publicKey.AsSpan().StartsWith(HeadOfP256))
            {
                throw new CryptographicException("An operator's key is on the curve P-256.");
            }
        }

        var request = new CertificateRequest(
            new X500DistinguishedName($"CN={name}"), System.Security.Cryptography.X509Certificates.PublicKey.CreateFromSubjectPublicKeyInfo(publicKey, out _), HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));

        // Both uses, as from the beginning; the authorities keep the sides apart.
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(
            [new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")],
            critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var authority = _certificate.GetECDsaPrivateKey()!;
        using var certificate = request.Create(
            _certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(authority), now.AddDays(-1), now.Add(Lifetime).AddDays(-1), RandomNumberGenerator.GetBytes(16));
        return certificate.ExportCertificatePem();
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();
}
