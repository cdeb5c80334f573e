using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Tests.Http;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Protocol.Tests.Sessions;

public sealed class TpapSessionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_the_numbers_end_in_the_middle_of_a_request_another_handshake_is_due()
    {
        var plug = new TpapPlug(ModelPlug.Strip(3), Bench.Account) { StartSequence = uint.MaxValue };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        var failure = Bench.Failed(await session.ReadAsync(Stop));

        Assert.Equal(FailureKind.SessionLost, failure.Kind);
        Assert.Equal([uint.MaxValue], plug.Sequences);
    }

    [Fact]
    public async Task A_session_is_opened_read_and_switched()
    {
        var model = ModelPlug.Single();
        var plug = new TpapPlug(model, Bench.Account) { StartSequence = 4_000_000_000 };
        await using var bench = Bench.With(plug);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.Equal(1, session.AttemptsAtStake);
        Assert.Equal(["discover", "pake_register"], plug.Steps);
        Assert.Equal(new LoginAccepted(CredentialOrigin.Account, 1), Bench.Ok(await session.LoginAsync(Stop)));
        var switched = Bench.Ok(await session.SwitchAsync([new OutletCommand(OutletSlot.Whole, PowerState.On)], Stop));
        Bench.Ok(await session.ReadAsync(Stop));

        Assert.True(model.IsOn(0));
        Assert.Equal(PowerState.On, Assert.Single(switched.Reading.Outlets).State);
        Assert.Equal(["discover", "pake_register", "pake_share"], plug.Steps);
        Assert.Equal(Enumerable.Range(0, plug.Sequences.Count).Select(static i => 4_000_000_000 + (uint)i), plug.Sequences);
    }

    [Theory]
    [InlineData(3600, 2400)]
    [InlineData(600, 300)]
    [InlineData(null, 85200)]
    public async Task A_session_ends_before_the_plug_forgets_it(int? told, int expected)
    {
        await using var bench = Bench.With(new TpapPlug(ModelPlug.Single(), Bench.Account) { Lifetime = told is { } s ? Duration.FromSeconds(s) : null });
        using var session = await bench.OpenAsync();

        Assert.Equal(Bench.Start + Duration.FromSeconds(expected), session.Info.ExpiresAt);
        Assert.Equal(Transport.Tpap, session.Info.Transport);
    }

    [Fact]
    public async Task A_wrong_password_costs_one_attempt_and_says_how_many_are_left()
    {
        var plug = new TpapPlug(ModelPlug.Single(), new PlugCredentials("user@example.com", "another"));
        await using var bench = Bench.With(plug);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        var failure = Bench.Failed(await session.LoginAsync(Stop));

        Assert.Equal(FailureKind.CredentialsRejected, failure.Kind);
        Assert.Contains("counts 3 wrong attempts and locks itself after 7 more", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Bench.Account.Password, failure.Message, StringComparison.Ordinal);
        Assert.True(session.IsOver);
        Assert.Equal(1, plug.Steps.Count(static step => step == "pake_share"));
    }

    [Theory]
    [InlineData("discover")]
    [InlineData("pake_register")]
    [InlineData("pake_share")]
    public async Task A_plug_that_locked_itself_is_left_alone_for_long(string step)
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account) { Codes = { [step] = -2101 } };
        await using var bench = Bench.With(plug);
        var shaken = await bench.HandshakeAsync();
        var failure = shaken is Result<PlugSession>.Ok { Value: var session } ? Bench.Failed(await session.LoginAsync(Stop)) : Bench.Failed(shaken);

        Assert.Equal((FailureKind.CredentialsRejected, Duration.FromHours(1)), (failure.Kind, failure.RetryAfter!.Value));
        Assert.Contains("locked itself", failure.Message, StringComparison.Ordinal);
        Assert.Equal(step, plug.Steps[^1]);
    }

    public static TheoryData<PasscodeForm> Forms => [new PasscodeForm.Plain(), new PasscodeForm.Shadow(2), new PasscodeForm.Shadow(3), new PasscodeForm.Shadow(4), new PasscodeForm.Salted(0, "SALT"), new PasscodeForm.Salted(1, "SALT")];

    [Theory, MemberData(nameof(Forms))]
    public async Task Each_form_of_the_passcode_opens_a_session(PasscodeForm form)
    {
        await using var bench = Bench.With(new TpapPlug(ModelPlug.Single(), Bench.Account) { Form = form });
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_form_that_is_not_known_costs_no_attempt()
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account) { Form = new PasscodeForm.Other("password_authkey") };
        await using var bench = Bench.With(plug);

        Assert.Equal(FailureKind.Unsupported, Bench.Failed(await bench.HandshakeAsync()).Kind);
        Assert.DoesNotContain("pake_share", plug.Steps);
    }

    [Fact]
    public async Task A_plug_that_is_not_bound_is_reached_and_says_so()
    {
        await using var bench = Bench.With(new TpapPlug(ModelPlug.Single(), Bench.Account) { Passcodes = [0] });
        using var session = await bench.OpenAsync();

        Assert.Equal(CredentialOrigin.TapoSetup, session.Info.Credential);
        Assert.False(session.SpendsAttemptOnLogin);
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Theory]
    [InlineData("discover", "\"mac\":\"00-00-5E-00-53-01\"", "\"mac\":\"00005E005301\"")]
    [InlineData("discover", "\"pake\":[2]", "\"pake\":[]")]
    [InlineData("discover", "\"pake\":[2]", "\"pake\":[1,5]")]
    [InlineData("discover", "\"dac\":1", "\"dac\":true,\"user_hash_type\":0")]
    [InlineData("pake_register", "\"cipher_suites\":1", "\"cipher_suites\":[1]")]
    [InlineData("pake_register", "\"cipher_suites\":1", "\"cipher_suites\":\"1\"")]
    [InlineData("pake_register", "\"iterations\":3000,", "")]
    [InlineData("pake_register", "\"encryption\":\"aes_128_ccm\"", "\"encryption\":[\"AES_128_CCM\"]")]
    [InlineData("pake_share", "\"stok\"", "\"sessionId\"")]
    [InlineData("pake_share", "\"expired\":3600", "\"expired\":0")]
    [InlineData("pake_share", "\"start_seq\":1", "\"start_seq\":\"1\"")]
    public async Task A_plug_may_word_its_answers_otherwise(string step, string usual, string other)
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account) { Form = new PasscodeForm.Shadow(3), Rewrite = (at, json) => at == step ? Replaced(json, usual, other) : json };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_plug_may_hash_the_user_name_the_other_way()
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account)
        {
            UserHashType = 1,
            Rewrite = static (step, json) => step == "discover" ? Replaced(json, "\"dac\":1", "\"dac\":1,\"user_hash_type\":1") : json,
        };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Theory]
    [InlineData("\"cipher_suites\":1", "\"cipher_suites\":2")]
    [InlineData("\"cipher_suites\":1", "\"cipher_suites\":[1,2]")]
    [InlineData("\"iterations\":3000", "\"iterations\":0")]
    [InlineData("\"iterations\":3000", "\"iterations\":1000000")]
    [InlineData("\"iterations\":3000", "\"iterations\":\"many\"")]
    [InlineData("\"aes_128_ccm\"", "\"aes_256_ccm\"")]
    [InlineData("\"dev_salt\"", "\"salt\"")]
    [InlineData("\"dev_random\"", "\"random\"")]
    [InlineData("\"dev_share\":\"B", "\"dev_share\":\"A")]
    [InlineData("\"dev_share\":\"B", "\"dev_share\":\"!")]
    public async Task What_was_not_offered_or_is_no_point_is_refused_before_a_password_is_shown(string usual, string other)
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account) { Rewrite = (at, json) => at == "pake_register" ? Replaced(json, usual, other) : json };
        await using var bench = Bench.With(plug);

        var failure = Bench.Failed(await bench.HandshakeAsync());

        Assert.Equal((FailureKind.Malformed, Delivery.NotDelivered), (failure.Kind, failure.Delivery));
        Assert.DoesNotContain("pake_share", plug.Steps);
    }

    [Fact]
    public async Task A_device_that_does_not_know_the_password_is_found_out()
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account)
        {
            Rewrite = static (step, json) => step == "pake_share" ? System.Text.RegularExpressions.Regex.Replace(json, "\"dev_confirm\":\"....", "\"dev_confirm\":\"AAAA", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10)) : json,
        };
        await using var bench = Bench.With(plug);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.Equal(FailureKind.Malformed, Bench.Failed(await session.LoginAsync(Stop)).Kind);
        Assert.True(session.IsOver);
    }

    [Fact]
    public async Task A_salt_with_two_readings_is_given_back_for_another()
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account) { Salts = { } };
        plug.Salts.Enqueue(AmbiguousSalt());
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        Assert.Equal(["discover", "pake_register", "pake_register", "pake_share"], plug.Steps);
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_plug_that_keeps_to_such_a_salt_is_asked_a_few_times_and_then_read_as_the_vendors_app_does()
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account);
        var salt = AmbiguousSalt();
        for (var i = 0; i < 20; i++)
        {
            plug.Salts.Enqueue(salt);
        }

        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        Assert.Equal(["discover", "pake_register", "pake_register", "pake_register", "pake_register", "pake_share"], plug.Steps);
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Theory]
    [InlineData("discover", 404, FailureKind.TransportChanged)]
    [InlineData("discover", 429, FailureKind.Busy)]
    [InlineData("discover", 500, FailureKind.Transient)]
    [InlineData("pake_register", 429, FailureKind.Busy)]
    public async Task A_refused_step_means(string step, int status, FailureKind expected)
    {
        await using var bench = Bench.With(new TpapPlug(ModelPlug.Single(), Bench.Account) { Statuses = { [step] = status } });

        var failure = Bench.Failed(await bench.HandshakeAsync());

        Assert.Equal((expected, Delivery.NotDelivered), (failure.Kind, failure.Delivery));
    }

    [Theory]
    [InlineData("discover", """{"error_code":1003}""", FailureKind.TransportChanged)]
    [InlineData("discover", """{"error_code":0,"result":{"tpap_preferred":false}}""", FailureKind.TransportChanged)]
    [InlineData("discover", """{"error_code":0,"result":{"tpap":{"tls":0,"pake":[3]}}}""", FailureKind.Unsupported)]
    [InlineData("discover", "<html>200 OK</html>", FailureKind.TransportChanged)]
    [InlineData("discover", "", FailureKind.Malformed)]
    [InlineData("pake_register", "x", FailureKind.Malformed)]
    [InlineData("pake_register", """{"error_code":0}""", FailureKind.Malformed)]
    [InlineData("pake_register", """{"error_code":-1301}""", FailureKind.Busy)]
    public async Task An_answer_that_is_no_step_means(string step, string body, FailureKind expected)
    {
        await using var bench = Bench.With(new TpapPlug(ModelPlug.Single(), Bench.Account) { Bodies = { [step] = body } });

        Assert.Equal(expected, Bench.Failed(await bench.HandshakeAsync()).Kind);
    }

    [Theory]
    [InlineData("", FailureKind.Malformed)]
    [InlineData("""{"error_code":0,"result":{}}""", FailureKind.Malformed)]
    [InlineData("""{"error_code":-1301}""", FailureKind.Busy)]
    [InlineData("""{"error_code":-2402}""", FailureKind.SessionLost)]
    public async Task A_login_that_ends_otherwise_is_never_taken_for_a_wrong_password(string body, FailureKind expected)
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account) { Bodies = { ["pake_share"] = body } };
        await using var bench = Bench.With(plug);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.Equal(expected, Bench.Failed(await session.LoginAsync(Stop)).Kind);
        Assert.Equal(1, plug.Steps.Count(static step => step == "pake_share"));
    }

    [Theory]
    [InlineData(-1301, Delivery.NotDelivered)]
    [InlineData(-2402, Delivery.NotDelivered)]
    [InlineData(-1, Delivery.Unknown)]
    [InlineData(-1001, Delivery.Unknown)]
    public async Task Only_what_certainly_cost_no_attempt_is_called_so(int code, Delivery expected)
    {
        await using var bench = Bench.With(new TpapPlug(ModelPlug.Single(), Bench.Account) { Codes = { ["pake_share"] = code } });
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.Equal(expected, Bench.Failed(await session.LoginAsync(Stop)).Delivery);
    }

    [Fact]
    public async Task A_login_is_not_repeated_where_the_connection_breaks()
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account);
        var shares = 0;
        await using var bench = Bench.With(
            request => request.BodyText.Contains("pake_share", StringComparison.Ordinal) && ++shares > 0 ? RawReply.Reset : plug.Answer(request), Transport.Tpap);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        var failure = Bench.Failed(await session.LoginAsync(Stop));

        Assert.Equal((FailureKind.Transient, Delivery.Unknown, 1), (failure.Kind, failure.Delivery, shares));
    }

    [Theory]
    [InlineData(nameof(After.Close))]
    [InlineData(nameof(After.ResetNext))]
    public async Task A_plug_that_closes_its_connections_costs_no_login(string after)
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account) { After = Enum.Parse<After>(after) };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        Bench.Ok(await session.ReadAsync(Stop));
        Bench.Ok(await session.ReadAsync(Stop));
        Assert.Equal(1, plug.Steps.Count(static step => step == "pake_share"));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    public async Task A_refused_request_is_a_lost_session(int status)
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        plug.Statuses["ds"] = status;

        var failure = Bench.Failed(await session.ReadAsync(Stop));

        Assert.Equal((FailureKind.SessionLost, true), (failure.Kind, session.IsOver));
        Assert.DoesNotContain(TpapPlug.Token, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_JSON_in_a_session_says_that_it_is_over_and_nothing_of_the_password()
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        plug.Forget();

        Assert.Equal(FailureKind.SessionLost, Bench.Failed(await session.ReadAsync(Stop)).Kind);
        Assert.True(session.IsOver);
    }

    public static TheoryData<Func<byte[], byte[]>> Tampered => new()
    {
        static body => [.. body[..^1], (byte)(body[^1] ^ 1)],
        static body => body[..10],
        static _ => [],
        static body => [0, 0, 0, 9, .. body[4..]],
    };

    [Theory, MemberData(nameof(Tampered))]
    public async Task An_answer_that_does_not_open_ends_the_session(Func<byte[], byte[]> tamper)
    {
        var plug = new TpapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        plug.Tamper = tamper;

        var failure = Bench.Failed(await session.ReadAsync(Stop));

        Assert.Equal((FailureKind.Malformed, Delivery.Unknown, true), (failure.Kind, failure.Delivery, session.IsOver));
    }

    private static byte[] AmbiguousSalt()
    {
        var passcode = TpapPasscode.Of(new PasscodeForm.Shadow(2), Bench.Account, null)!;
        for (var i = 0; ; i++)
        {
            var salt = BitConverter.GetBytes(i);
            using var secret = SpakeSecret.Derive(passcode, salt, 3000);
            if (secret.IsAmbiguous)
            {
                return salt;
            }
        }
    }

    private static string Replaced(string json, string usual, string other)
    {
        Assert.Contains(usual, json, StringComparison.Ordinal);
        return json.Replace(usual, other, StringComparison.Ordinal);
    }
}
