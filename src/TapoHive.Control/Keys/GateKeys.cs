using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TapoHive.Control.Keys;

/// <summary>The gate's own certificate and what it needs to recognise operators. Made on first start, with the local operator's key.</summary>
public sealed class GateKeys : IDisposable
{
    private const string GateAuthorityName = "TapoHive gate authority";

    private GateKeys(X509Certificate2 certificate, PeerTrust operators, string authority, OperatorRegistry registry)
    {
        Certificate = certificate;
        Operators = operators;
        Authority = authority;
        Identity = PeerTrust.FingerprintOf(authority);
        Registry = registry;
    }

    /// <summary>What the gate shows.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Whom it lets through TLS.</summary>
    public PeerTrust Operators { get; }

    /// <summary>The certificate of the gate's authority (PEM), by which operators recognise it.</summary>
    public string Authority { get; }

    /// <summary>Names the gate: the fingerprint of its authority.</summary>
    public string Identity { get; }

    /// <summary>Who might enter when the keys were loaded.</summary>
    public OperatorRegistry Registry { get; }

    /// <summary>Loads the keys of a data folder; makes what is missing.</summary>
    public static GateKeys Ensure(DataFolder folder, DateTimeOffset now)
    {
        PrivateFile.EnsureFolder(folder.Path);
        PrivateFile.EnsureFolder(folder.GateFolder);
        PrivateFile.EnsureFolder(folder.OperatorsFolder);

        using var gateAuthority = EnsureAuthority(folder.GateFolder, GateAuthorityName, now);
        using var operatorsAuthority = OperatorsAuthority(folder, now);
        var server = EnsureServer(folder, gateAuthority, now);
        var registry = EnsureLocalOperator(folder, gateAuthority, operatorsAuthority, now);
        return new GateKeys(
            server,
            new PeerTrust(operatorsAuthority.CertificatePem),
            gateAuthority.CertificatePem,
            registry);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        Operators.Dispose();
    }

    private static KeyAuthority EnsureAuthority(string folder, string name, DateTimeOffset now)
    {
        var certificateFile = Path.Combine(folder, "authority.pem");
        var keyFile = Path.Combine(folder, "authority.key");
        if (File.Exists(certificateFile) && File.Exists(keyFile))
        {
            return KeyAuthority.Load(File.ReadAllText(certificateFile), File.ReadAllText(keyFile));
        }

        // The key first: a start that was cut between the two leaves no certificate, and is done over.
        var authority = KeyAuthority.Create(name, now);
        PrivateFile.Write(keyFile, System.Text.Encoding.ASCII.GetBytes(authority.ExportKeyPem()));
        PrivateFile.Write(certificateFile, System.Text.Encoding.ASCII.GetBytes(authority.CertificatePem));
        return authority;
    }

    private static X509Certificate2 EnsureServer(DataFolder folder, KeyAuthority authority, DateTimeOffset now)
    {
        var file = Path.Combine(folder.GateFolder, "gate.pem");
        if (!File.Exists(file))
        {
            var (certificate, key) = authority.Issue("TapoHive gate", now);
            PrivateFile.Write(file, System.Text.Encoding.ASCII.GetBytes($"{certificate}\n{key}\n"));
        }

        var pem = File.ReadAllText(file);
        return KeyPair.Load(pem, pem);
    }

    private static OperatorRegistry EnsureLocalOperator(DataFolder folder, KeyAuthority gate, KeyAuthority operators, DateTimeOffset now)
    {
        var registry = OperatorRegistry.Read(folder.RegistryFile);
        return IsKnown(folder, registry) ? registry : RenewLocalOperator(folder, registry, gate, operators, now);
    }

    // A stop between the two files, or one of them brought back alone, would lock its owner out for good.
    private static bool IsKnown(DataFolder folder, OperatorRegistry registry)
    {
        try
        {
            return File.Exists(folder.LocalOperatorFile) && OperatorKey.Read(folder.LocalOperatorFile).PublicKey() == registry.Find(OperatorName.Local)?.PublicKey;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Gives the local operator a new key; the old one is worth nothing from then on.</summary>
    internal static OperatorRegistry RenewLocalOperator(DataFolder folder, OperatorRegistry registry, DateTimeOffset now)
    {
        using var gate = EnsureAuthority(folder.GateFolder, GateAuthorityName, now);
        using var operators = OperatorsAuthority(folder, now);
        return RenewLocalOperator(folder, registry, gate, operators, now);
    }

    private static OperatorRegistry RenewLocalOperator(DataFolder folder, OperatorRegistry registry, KeyAuthority gate, KeyAuthority operators, DateTimeOffset now)
    {
        UnixFileMode? readers = OperatingSystem.IsWindows() || !File.Exists(folder.LocalOperatorFile) ? null : File.GetUnixFileMode(folder.LocalOperatorFile);
        var renewed = MakeLocalOperator(folder, registry, gate, operators, now);
        if (!OperatingSystem.IsWindows() && readers is { } mode)
        {
            // Whoever could enter by the old one can enter by the new one.
            File.SetUnixFileMode(folder.LocalOperatorFile, mode);
        }

        return renewed;
    }

    /// <summary>The authority that certifies operators.</summary>
    internal static KeyAuthority OperatorsAuthority(DataFolder folder, DateTimeOffset now) =>
        EnsureAuthority(folder.OperatorsFolder, "TapoHive operators authority", now);

    private static OperatorRegistry MakeLocalOperator(
        DataFolder folder, OperatorRegistry registry, KeyAuthority gate, KeyAuthority operators, DateTimeOffset now)
    {
        var (certificate, key) = operators.Issue($"operator {OperatorName.Local}", now);
        var local = new OperatorKey
        {
            Name = OperatorName.Local,
            Role = OperatorRole.Administer,
            Certificate = certificate,
            PrivateKey = key,
            GateAuthority = gate.CertificatePem,
        };

        // The registry first: a key that the registry does not know would lock its owner out.
        registry = registry.With(new OperatorEntry(OperatorName.Local, OperatorRole.Administer, local.PublicKey()) { Since = now });
        registry.Write(folder.RegistryFile);
        local.Write(folder.LocalOperatorFile);
        return registry;
    }
}
