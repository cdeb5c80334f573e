using System.Text;
using System.Text.Json;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.SecurePassthrough;
using TapoHive.Protocol.Tests.Http;

namespace TapoHive.Protocol.Tests.Sessions;

public sealed class AesSessionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"error_code":0,"result":{"tpap_preferred":true,"tpap":{"tls":0,"pake":[2]}}}""", "speaks TPAP now")]
    [InlineData("""{"error_code":0,"result":{"tpap_preferred":false}}""", "speaks KLAP now")]
    [InlineData("""{"error_code":1003}""", "Third-Party Services > Third-Party Compatibility")]
    public async Task A_plug_that_has_left_securePassthrough_says_what_it_speaks_instead(string discover, string words)
    {
        await using var bench = Bench.With(request => RawReply.Ok(request.Path == "/" ? discover : """{"error_code":1003}"""), Transport.Aes);

        var failure = Bench.Failed(await bench.HandshakeAsync());

        Assert.Equal(FailureKind.TransportChanged, failure.Kind);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AesLogin.PlainPassword, "password", 2)]
    [InlineData(AesLogin.HashedPassword, "password2", 1)]
    public async Task A_session_is_opened_in_the_form_of_the_offer_and_switched(AesLogin login, string field, int atStake)
    {
        var model = ModelPlug.Single();
        var plug = new AesPlug(model, Bench.Account);
        await using var bench = Bench.With(plug, login);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.True(session.SpendsAttemptOnLogin);
        Assert.Equal(atStake, session.AttemptsAtStake);
        Assert.Empty(plug.Logins);
        Assert.Equal(new LoginAccepted(CredentialOrigin.Account, 1), Bench.Ok(await session.LoginAsync(Stop)));
        Assert.Equal([field], plug.Logins);
        var switched = Bench.Ok(await session.SwitchAsync([new OutletCommand(OutletSlot.Whole, PowerState.On)], Stop));
        Assert.Equal(PowerState.On, Assert.Single(switched.Reading.Outlets).State);
        Assert.Equal(Bench.Start + Duration.FromSeconds(86400 - 1200), session.Info.ExpiresAt);
    }

    [Fact]
    public async Task The_login_carries_the_real_time_and_a_terminal_UUID()
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        using var login = JsonDocument.Parse(Assert.Single(plug.Plain));
        Assert.Equal(Bench.Start.ToUnixTimeMilliseconds(), login.RootElement.GetProperty("requestTimeMils").GetInt64());
        Assert.Equal(16, Convert.FromBase64String(login.RootElement.GetProperty("terminalUUID").GetString()!).Length);
    }

    [Fact]
    public async Task A_rejected_login_in_the_newer_form_is_one_attempt_and_the_end_of_the_session()
    {
        var plug = new AesPlug(ModelPlug.Single(), new PlugCredentials("user@example.com", "another"));
        await using var bench = Bench.With(plug);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        var failure = Bench.Failed(await session.LoginAsync(Stop));

        Assert.Equal(FailureKind.CredentialsRejected, failure.Kind);
        Assert.Equal(["password2"], plug.Logins);
        Assert.True(session.IsOver);
    }

    [Fact]
    public async Task A_rejected_login_in_the_older_form_is_tried_in_the_newer_one_after_a_new_handshake()
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account);
        plug.PasswordFields.Remove("password");
        await using var bench = Bench.With(plug, AesLogin.PlainPassword);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.Equal(new LoginAccepted(CredentialOrigin.Account, 2), Bench.Ok(await session.LoginAsync(Stop)));

        Assert.Equal(2, plug.Handshakes);
        Assert.Equal(["password", "password2"], plug.Logins);
        Assert.False(session.IsOver);
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Fact]
    public async Task The_form_that_worked_is_learnt_until_the_plug_rejects_it()
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account);
        plug.PasswordFields.Remove("password");
        await using var bench = Bench.With(plug, AesLogin.PlainPassword);
        using var first = await bench.OpenAsync();
        plug.Logins.Clear();

        using var second = Bench.Ok(await bench.HandshakeAsync(traits: first.Traits));
        Assert.Equal((AesLogin.HashedPassword, 1), (first.Traits.Login, second.AttemptsAtStake));
        Bench.Ok(await second.LoginAsync(Stop));
        Assert.Equal(["password2"], plug.Logins);

        plug.PasswordFields.Clear();
        using var third = Bench.Ok(await bench.HandshakeAsync(traits: second.Traits));
        Bench.Failed(await third.LoginAsync(Stop));
        Assert.Null(third.Traits.Login);
    }

    [Fact]
    public async Task A_login_whose_answer_is_lost_is_not_sent_again()
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(
            request =>
            {
                var reply = plug.Answer(request);
                return plug.Logins.Count > 0 ? RawReply.Reset : reply;
            },
            Transport.Aes);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        var failure = Bench.Failed(await session.LoginAsync(Stop));

        Assert.Equal((FailureKind.Transient, Delivery.Unknown), (failure.Kind, failure.Delivery));
        Assert.Single(plug.Logins);
    }

    [Fact]
    public async Task A_rejection_by_the_envelope_counts_like_one_inside_it()
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug, AesLogin.PlainPassword);
        using var session = Bench.Ok(await bench.HandshakeAsync());
        plug.OuterError = ErrorCode.LoginCredentials;

        Assert.Equal(new LoginAccepted(CredentialOrigin.Account, 2), Bench.Ok(await session.LoginAsync(Stop)));
    }

    [Fact]
    public async Task A_login_rejected_in_both_forms_stops_there()
    {
        var plug = new AesPlug(ModelPlug.Single(), new PlugCredentials("user@example.com", "another"));
        await using var bench = Bench.With(plug, AesLogin.PlainPassword);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.Equal(FailureKind.CredentialsRejected, Bench.Failed(await session.LoginAsync(Stop)).Kind);
        Assert.Equal(["password", "password2"], plug.Logins);
        Assert.True(session.IsOver);
    }

    [Theory]
    [InlineData(AesLogin.HashedPassword, "password2")]
    [InlineData(AesLogin.PlainPassword, "password")]
    public async Task A_plug_that_is_nobodys_is_shown_what_all_such_take_and_not_the_account(AesLogin login, string form)
    {
        var plug = new AesPlug(ModelPlug.Single(), SetupCredentials.Tapo);
        await using var bench = Bench.With(plug, login);
        using var session = Bench.Ok(await bench.HandshakeAsync(binding: Binding.FactoryDefault));

        Assert.Equal(new LoginAccepted(CredentialOrigin.TapoSetup, 0), Bench.Ok(await session.LoginAsync(Stop)));

        Assert.Equal([form], plug.Logins);
        Assert.Equal((1, CredentialOrigin.TapoSetup), (plug.Handshakes, session.Info.Credential));
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_plug_that_only_says_that_it_is_nobodys_is_shown_the_account_next()
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = Bench.Ok(await bench.HandshakeAsync(binding: Binding.FactoryDefault));

        Assert.Equal(new LoginAccepted(CredentialOrigin.Account, 1), Bench.Ok(await session.LoginAsync(Stop)));

        Assert.Equal(["password2", "password2"], plug.Logins);
        Assert.Equal(2, plug.Handshakes);
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Theory]
    [InlineData(1003, FailureKind.TransportChanged)]
    [InlineData(-1010, FailureKind.Unsupported)]
    [InlineData(1100, FailureKind.Transient)]
    [InlineData(-1301, FailureKind.Busy)]
    public async Task A_refused_handshake_means(int code, FailureKind expected)
    {
        await using var bench = Bench.With(new AesPlug(ModelPlug.Single(), Bench.Account) { HandshakeError = code });

        Assert.Equal(expected, Bench.Failed(await bench.HandshakeAsync()).Kind);
    }

    [Theory]
    [InlineData(9999, FailureKind.SessionLost)]
    [InlineData(-1005, FailureKind.SessionLost)]
    [InlineData(1003, FailureKind.TransportChanged)]
    public async Task An_outer_error_ends_the_session_and_means(int code, FailureKind expected)
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        plug.OuterError = code;

        Assert.Equal(expected, Bench.Failed(await session.ReadAsync(Stop)).Kind);
        Assert.True(session.IsOver);
    }

    [Fact]
    public async Task A_busy_plug_keeps_its_session_and_asks_for_a_pause()
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        plug.OuterError = -1301;

        Assert.NotNull(Bench.Failed(await session.ReadAsync(Stop)).RetryAfter);
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reply_that_was_not_encrypted_is_taken(bool asText)
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account)
        {
            Seal = (_, json) => MethodAnswer.Write(0, Encoding.UTF8.GetBytes($"{{\"response\":{(asText ? JsonSerializer.Serialize(Encoding.UTF8.GetString(json)) : Encoding.UTF8.GetString(json))}}}")),
        };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_reply_under_other_keys_is_dropped_and_the_session_with_it()
    {
        var plug = new AesPlug(ModelPlug.Single(), Bench.Account) { Seal = static (_, json) => PassthroughEnvelope.SealReply(PassthroughCipher.From(new byte[32]), json) };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        Assert.Equal(FailureKind.Malformed, Bench.Failed(await session.ReadAsync(Stop)).Kind);
        Assert.True(session.IsOver);
    }

    [Fact]
    public async Task A_plug_that_closes_after_every_answer_and_takes_no_batches_is_served_all_the_same()
    {
        var model = ModelPlug.Single();
        model.Batches = Batches.Refused;
        await using var bench = Bench.With(new AesPlug(model, Bench.Account) { After = After.Close });
        using var session = await bench.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            var wanted = i % 2 == 0 ? PowerState.On : PowerState.Off;
            Assert.Equal(wanted, Bench.Ok(await session.SwitchAsync([new OutletCommand(OutletSlot.Whole, wanted)], Stop)).Reading.Outlets[0].State);
        }
    }

    [Fact]
    public async Task Keys_that_were_made_for_somebody_else_are_refused()
    {
        await using var bench = Bench.With(_ => RawReply.Ok(PassthroughHandshake.Reply(Convert.ToBase64String(new byte[128]))), Transport.Aes);

        Assert.Equal(FailureKind.Malformed, Bench.Failed(await bench.HandshakeAsync()).Kind);
    }
}
