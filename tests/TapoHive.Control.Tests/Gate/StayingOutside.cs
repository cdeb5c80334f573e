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

        // TLS may leave the client without a word, so patience is short; what counts is that it stays outside.
        var failure = await Assert.ThrowsAsync<HiveException>(() =>
            HiveClient.ConnectAsync(key, gate.Host.Address, TimeSpan.FromSeconds(3), Cancel));

        Assert.True(failure.Failure is HiveFailure.NotReachable or HiveFailure.NotAllowed, failure.Message);
        await AwaitConditionAsync(
            () => Task.FromResult(gate.Log.Lines.Any(static line => line.Contains("shows no certificate of this hive's operators", StringComparison.Ordinal))),
            cancellationToken: Cancel);
        Assert.DoesNotContain(gate.Log.Lines, static line => line.StartsWith("701", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_does_not_talk_to_a_gate_it_does_not_know()
    {
        await using var gate = await OpenAsync();
        await using var impostor = await OpenAsync();

        var failure = await Assert.ThrowsAsync<HiveException>(() =>
            HiveClient.ConnectAsync(gate.LocalKey(), impostor.Host.Address, TimeSpan.FromSeconds(30), Cancel));

        // Now and then TLS tells a client nothing at all of why the door stays shut; then the time-out says what it may be.
        Assert.Contains(
            failure.Failure == HiveFailure.NotAllowed ? "not the one that this operator's key is for" : "may not know this key, or may be another program",
            failure.Message,
            StringComparison.Ordinal);
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
        await using var peer = PeerOf(gate);
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
        await using var peer = PeerOf(gate);
        using var inbox = peer.Inbox();
        var door = peer.Forge("/user/gate");
        door.Tell(new Hello(OperatorProtocol.Version, "local"), inbox.Receiver);
        var challenge = Assert.IsType<Challenge>(await inbox.ReceiveAsync(RunningGate.Patience));
        var proof = new Proof("local", key.Sign(ProofText.Of(challenge, "local", peer.AddressOf(inbox.Receiver))));

        using var other = peer.Inbox();
        door.Tell(new Hello(OperatorProtocol.Version, "local"), other.Receiver);
        Assert.IsType<Challenge>(await other.ReceiveAsync(RunningGate.Patience));
        door.Tell(proof, other.Receiver);
        Assert.Equal(RefusalCode.NotProven, Assert.IsType<Refusal>(await other.ReceiveAsync(RunningGate.Patience)).Code);

        door.Tell(proof, inbox.Receiver);
        Assert.IsType<Welcome>(await inbox.ReceiveAsync(RunningGate.Patience));

        door.Tell(proof, inbox.Receiver);
        Assert.Equal(RefusalCode.NotProven, Assert.IsType<Refusal>(await inbox.ReceiveAsync(RunningGate.Patience)).Code);

        door.Tell(new Hello(OperatorProtocol.Version, "local"), inbox.Receiver);
        Assert.IsType<Challenge>(await inbox.ReceiveAsync(RunningGate.Patience));
        door.Tell(proof, inbox.Receiver);
        Assert.Equal(RefusalCode.NotProven, Assert.IsType<Refusal>(await inbox.ReceiveAsync(RunningGate.Patience)).Code);
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
        await using var peer = PeerOf(gate);
        using var inbox = peer.Inbox();
        var target = peer.Forge(path);

        target.Tell(new Identify("who"), inbox.Receiver);
        target.Tell(Kill.Instance, inbox.Receiver);
        target.Tell(PoisonPill.Instance, inbox.Receiver);
        peer.System.ActorSelection($"akka.ssl.tcp://gate@{gate.Host.Address}/user/*").Tell(new Identify("all"), inbox.Receiver);

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
        await using var peer = PeerOf(gate);
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

    [Fact]
    public async Task A_frame_over_the_limit_harms_nobody_else()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var honest = await gate.EnterAsync();
        await using var peer = PeerOf(gate);
        using var inbox = peer.Inbox();

        peer.Forge("/user/gate").Tell(new Hello(OperatorProtocol.Version, new string('x', 3_000_000)), inbox.Receiver);

        Assert.Single((await honest.StatusAsync([], StatusScope.Everything, Cancel)).Outlets);
        Assert.DoesNotContain(gate.Log.Lines, static line => line.Length > 2_000);
    }

    private static Stranger PeerOf(RunningGate gate)
    {
        var key = gate.LocalKey();
        return Stranger.With(KeyPair.Load(key.Certificate, key.PrivateKey), gate.Host.Address);
    }
}
