using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Akka.Actor;
using TapoHive.Control.Client;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Gate;

public sealed class StayingOutside : GateSpec
{
    private static readonly DateTimeOffset Date = SampleHouse.Now.ToDateTimeOffset();

    [Fact]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5359", Justification = "The peer of this test is the careless one.")]
    public async Task Without_a_certificate_TLS_ends_before_a_byte_was_said()
    {
        await using var gate = await OpenAsync();
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(gate.Host.Address.Host, gate.Host.Address.Port, Cancel);
        await using var tls = new SslStream(tcp.GetStream(), false, static (_, _, _, _) => true);

        var reason = await Record.ExceptionAsync(async () =>
        {
            // With TLS 1.3 the server's verdict on the client arrives with the first read.
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "gate" }, Cancel);
            if (await tls.ReadAsync(new byte[1], Cancel) == 0)
            {
                throw new IOException("closed");
            }
        });

        Assert.True(reason is IOException or AuthenticationException, reason?.ToString());
        Assert.DoesNotContain(gate.Log.Lines, static line => line.StartsWith("701", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_of_another_authority_does_not_open()
    {
        await using var gate = await OpenAsync();
        await using var elsewhere = await OpenAsync();
        var foreign = elsewhere.LocalKey();
        var key = new OperatorKey
        {
            Name = "local",
            Role = OperatorRole.Administer,
            Certificate = foreign.Certificate,
            PrivateKey = foreign.PrivateKey,
            GateAuthority = gate.LocalKey().GateAuthority,
        };

        var failure = await Assert.ThrowsAsync<HiveException>(() => gate.EnterAsync(key));

        Assert.Equal(HiveFailure.NotAllowed, failure.Failure);
        Assert.Contains("closed the door", failure.Message, StringComparison.Ordinal);
        await UntilAsync(() => gate.Log.Lines.Any(static line => line.Contains("shows no certificate of this hive's operators", StringComparison.Ordinal)));
        Assert.DoesNotContain(gate.Log.Lines, static line => line.StartsWith("701", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_does_not_talk_to_a_gate_it_does_not_know()
    {
        await using var gate = await OpenAsync();
        await using var impostor = await OpenAsync();

        var failure = await Assert.ThrowsAsync<HiveException>(() =>
            HiveClient.ConnectAsync(gate.LocalKey(), impostor.Host.Address, RunningGate.Patience, Cancel));

        Assert.Equal(HiveFailure.NotAllowed, failure.Failure);
        Assert.Contains("not the one that this operator's key is for", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_does_not_talk_to_something_that_is_no_gate()
    {
        await using var gate = await OpenAsync();
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var address = new GateAddress("127.0.0.1", ((System.Net.IPEndPoint)listener.LocalEndpoint).Port);

        var entering = HiveClient.ConnectAsync(gate.LocalKey(), address, RunningGate.Patience, Cancel);
        using (var answering = await listener.AcceptTcpClientAsync(Cancel))
        {
            await answering.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), Cancel);
        }

        var failure = await Assert.ThrowsAsync<HiveException>(() => entering);
        Assert.Equal(HiveFailure.NotReachable, failure.Failure);
        Assert.Contains("is no hive", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_gates_own_certificate_is_no_operators()
    {
        await using var gate = await OpenAsync();
        var pem = await File.ReadAllTextAsync(Path.Combine(gate.Folder.GateFolder, "gate.pem"), Cancel);
        using var certificate = X509Certificate2.CreateFromPem(pem, pem);
        using var operators = new PeerTrust(await File.ReadAllTextAsync(Path.Combine(gate.Folder.OperatorsFolder, "authority.pem"), Cancel));

        Assert.False(operators.Accepts(certificate));
    }

    [Fact]
    public async Task The_right_certificate_without_proof_gets_nothing()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var peer = await PeerOfAsync(gate);
        using var inbox = peer.Inbox();

        peer.Forge("/user/gate").Tell(new StatusRequest(1, [], StatusScope.Everything), inbox.Receiver);

        var refusal = Assert.IsType<Refusal>(await inbox.ReceiveAsync(RunningGate.Patience));
        Assert.Equal((1, RefusalCode.NotProven), (refusal.Id, refusal.Code));
    }

    [Fact]
    public async Task A_proof_is_good_once_for_one_challenge_and_one_client()
    {
        await using var gate = await OpenAsync();
        var key = gate.LocalKey();
        await using var peer = await PeerOfAsync(gate);
        await using var thief = await PeerOfAsync(gate);
        using var inbox = peer.Inbox();
        using var other = thief.Inbox();
        var challenge = await peer.ChallengeAsync(inbox);
        var proof = new Proof("local", key.Sign(ProofText.Of(challenge, "local", peer.AddressOf(inbox.Receiver))));

        await thief.ChallengeAsync(other);
        thief.Forge("/user/gate").Tell(proof, other.Receiver);
        Assert.Equal(RefusalCode.NotProven, Assert.IsType<Refusal>(await other.ReceiveAsync(RunningGate.Patience)).Code);

        peer.Forge("/user/gate").Tell(proof, inbox.Receiver);
        Assert.IsType<Welcome>(await inbox.ReceiveAsync(RunningGate.Patience));

        peer.Forge("/user/gate").Tell(proof, inbox.Receiver);
        Assert.Equal(RefusalCode.NotProven, Assert.IsType<Refusal>(await inbox.ReceiveAsync(RunningGate.Patience)).Code);
    }

    [Fact]
    public async Task A_proof_of_yesterday_is_none_on_the_same_name_today()
    {
        await using var gate = await OpenAsync();
        var key = gate.LocalKey();
        Proof proof;
        await using (var peer = await Stranger.WithAsync(key, gate.Host.Address, "operator-recorded"))
        {
            using var inbox = peer.Inbox();
            var challenge = await peer.ChallengeAsync(inbox);
            proof = new Proof("local", key.Sign(ProofText.Of(challenge, "local", peer.AddressOf(inbox.Receiver))));
        }

        await UntilAsync(() => gate.Host.Door.Unproven == 0);
        await using var again = await Stranger.WithAsync(key, gate.Host.Address, "operator-recorded");
        using var same = again.Inbox();
        await again.ChallengeAsync(same);
        again.Forge("/user/gate").Tell(proof, same.Receiver);

        Assert.Equal(RefusalCode.NotProven, Assert.IsType<Refusal>(await same.ReceiveAsync(RunningGate.Patience)).Code);
    }

    [Fact]
    public async Task A_certificate_that_the_registry_does_not_know_is_not_enough()
    {
        await using var gate = await OpenAsync();
        var folder = gate.Folder.OperatorsFolder;
        using var authority = KeyAuthority.Load(
            await File.ReadAllTextAsync(Path.Combine(folder, "authority.pem"), Cancel),
            await File.ReadAllTextAsync(Path.Combine(folder, "authority.key"), Cancel));
        var (certificate, secret) = authority.Issue("operator mallory", Date);
        var key = new OperatorKey
        {
            Name = "local",
            Role = OperatorRole.Administer,
            Certificate = certificate,
            PrivateKey = secret,
            GateAuthority = gate.LocalKey().GateAuthority,
        };

        var failure = await Assert.ThrowsAsync<HiveException>(() => gate.EnterAsync(key));

        Assert.Equal(HiveFailure.NotAllowed, failure.Failure);
        Assert.Contains(gate.Log.Lines, static line => line.StartsWith("703 Turned away local", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/user/gate")]
    [InlineData("/user")]
    [InlineData("/system")]
    [InlineData("/")]
    [InlineData("/remote")]
    public async Task Akkas_own_messages_are_not_even_read(string path)
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var honest = await gate.EnterAsync();
        await using var peer = await PeerOfAsync(gate);
        using var inbox = peer.Inbox();
        var target = peer.Forge(path);

        target.Tell(new Identify("who"), inbox.Receiver);
        target.Tell(Kill.Instance, inbox.Receiver);
        target.Tell(PoisonPill.Instance, inbox.Receiver);
        peer.System.ActorSelection($"{Stranger.Gate}/user/*").Tell(new Identify("all"), inbox.Receiver);

        // What follows on the same connection is answered first of all: the ones before it were not.
        peer.Forge("/user/gate").Tell(new Hello(OperatorProtocol.Version, "local"), inbox.Receiver);
        Assert.IsType<Challenge>(await inbox.ReceiveAsync(RunningGate.Patience));
        Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
    }

    [Fact]
    public async Task A_stranger_cannot_speak_in_somebody_elses_conversation()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var honest = await gate.EnterAsync();
        await using var peer = await PeerOfAsync(gate);
        using var inbox = peer.Inbox();

        foreach (var guess in new[] { "$a", "local", "conversation", new string('0', 32) })
        {
            peer.Forge($"/user/gate/{guess}").Tell(new StatusRequest(1, [], StatusScope.Everything), inbox.Receiver);
            peer.Forge($"/user/gate/{guess}").Tell(new Goodbye(), inbox.Receiver);
        }

        peer.Forge("/user/gate").Tell(new Hello(OperatorProtocol.Version, "local"), inbox.Receiver);
        Assert.IsType<Challenge>(await inbox.ReceiveAsync(RunningGate.Patience));
        Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
    }

    private static Task<Stranger> PeerOfAsync(RunningGate gate) => Stranger.WithAsync(gate.LocalKey(), gate.Host.Address);
}
