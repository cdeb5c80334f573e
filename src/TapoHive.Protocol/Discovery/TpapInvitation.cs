namespace TapoHive.Protocol.Discovery;

/// <summary>The <c>tpap</c> object of a discovery answer: how the device wants TPAP to be spoken (PROTOCOL 1.2, 4.1).</summary>
/// <param name="Tls">0 plain HTTP, 1 TLS without a certificate that can be checked, 2 TLS with the vendor's certificate.</param>
/// <param name="Port">TCP port, where told.</param>
/// <param name="Passcodes">The kinds of passcode it takes (<c>pake</c>): 0 default, 2 and 5 account password, 3 shared token.</param>
/// <param name="Attests">Whether it can prove to be a genuine device (<c>dac</c>).</param>
public sealed record TpapInvitation(int Tls, int? Port, IReadOnlyList<int> Passcodes, bool Attests);
