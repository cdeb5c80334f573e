using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Connections;

/// <summary>TLS as gate and clients speak it: 1.3 only, both show a certificate, each trusts one authority, and no session is taken up again.</summary>
internal static class Tls
{
    /// <summary>The gate's side.</summary>
    public static SslServerAuthenticationOptions Server(KeyPairAndTrust own) => new()
    {
        ServerCertificateContext = Shown(own),
        ClientCertificateRequired = true,
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        AllowTlsResume = false,
        AllowRenegotiation = false,
        RemoteCertificateValidationCallback = (_, peer, _, _) => own.Trust.Accepts(peer as X509Certificate2),
    };

    /// <summary>A client's side.</summary>
    /// <param name="own">What it shows, and what it accepts.</param>
    /// <param name="refused">Told when the gate is not the one that is known.</param>
    public static SslClientAuthenticationOptions Client(KeyPairAndTrust own, Action refused) => new()
    {
        TargetHost = "hive",
        ClientCertificateContext = Shown(own),
        EnabledSslProtocols = SslProtocols.Tls13,

        // A certificate of somebody unknown sends nobody anywhere.
        CertificateChainPolicy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true },
        AllowTlsResume = false,
        AllowRenegotiation = false,
        RemoteCertificateValidationCallback = (_, peer, _, _) =>
        {
            var accepted = own.Trust.Accepts(peer as X509Certificate2);
            if (!accepted)
            {
                refused();
            }

            return accepted;
        },
    };

    // Nothing is looked up anywhere: the authority is known to the other side.
    private static SslStreamCertificateContext Shown(KeyPairAndTrust own) => SslStreamCertificateContext.Create(own.Certificate, additionalCertificates: null, offline: true);
}
