using System.Security.Cryptography.X509Certificates;

namespace TapoHive.Control.Keys;

/// <summary>One side of a TLS connection: what it shows, and what it accepts.</summary>
/// <param name="Certificate">What it shows, with its key.</param>
/// <param name="Trust">What it accepts.</param>
public sealed record KeyPairAndTrust(X509Certificate2 Certificate, PeerTrust Trust);
