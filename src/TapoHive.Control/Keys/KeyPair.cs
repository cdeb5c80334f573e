using System.Security.Cryptography.X509Certificates;

namespace TapoHive.Control.Keys;

/// <summary>Certificates with keys, in the form TLS wants them.</summary>
public static class KeyPair
{
    /// <summary>Joins a certificate and its key.</summary>
    public static X509Certificate2 Load(string certificatePem, string keyPem)
    {
        var pair = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        if (!OperatingSystem.IsWindows())
        {
            return pair;
        }

        // Windows' TLS does not take keys that exist in memory only.
        using (pair)
        {
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
