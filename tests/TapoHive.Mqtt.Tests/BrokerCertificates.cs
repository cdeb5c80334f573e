using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TapoHive.Mqtt.Tests;

/// <summary>An authority of its own, and the certificate that it gave a broker on this machine.</summary>
internal sealed class BrokerCertificates
{
    public const string AuthorityFile = "authority.pem";

    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset End = Begin.AddYears(1);
    private readonly string _certificate;
    private readonly string _key;

    public BrokerCertificates()
    {
        using var root = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var asked = new CertificateRequest("CN=Authority of a house", root, HashAlgorithmName.SHA256);
        asked.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var authority = asked.CreateSelfSigned(Begin, End);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var broker = new CertificateRequest("CN=broker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        broker.CertificateExtensions.Add(names.Build());
        using var issued = broker.Create(authority, Begin, End.AddDays(-1), [1, 2, 3, 4]);
        (Authority, _certificate, _key) = (authority.ExportCertificatePem(), issued.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The authority's certificate (PEM).</summary>
    public string Authority { get; }

    /// <summary>Writes the files, and gives what stands of them in the broker's own file.</summary>
    public string Write(string folder)
    {
        var (certificate, key) = (Path.Combine(folder, "broker.pem"), Path.Combine(folder, "broker.key"));
        File.WriteAllText(Path.Combine(folder, AuthorityFile), Authority);
        File.WriteAllText(certificate, _certificate);
        File.WriteAllText(key, _key);
        return $"certfile {certificate}\nkeyfile {key}\n";
    }
}
