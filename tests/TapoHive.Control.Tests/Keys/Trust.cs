using TapoHive.Control.Keys;

namespace TapoHive.Control.Tests.Keys;

public sealed class Trust
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_the_authority_issued_is_trusted_whatever_the_date()
    {
        using var authority = KeyAuthority.Create("here", Now.AddYears(50));
        var (certificate, key) = authority.Issue("peer", Now.AddYears(50));
        using var peer = KeyPair.Load(certificate, key);
        using var trust = new PeerTrust(authority.CertificatePem);

        Assert.True(trust.Accepts(peer));
    }
}
