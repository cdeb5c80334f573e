using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Klap;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;
using TapoHive.Protocol.Tests.Http;

namespace TapoHive.Protocol.Tests.Sessions;

public sealed class KlapSessionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(KlapVersion.V1)]
    [InlineData(KlapVersion.V2)]
    public async Task A_session_is_opened_read_and_switched(KlapVersion version)
    {
        var model = ModelPlug.Single();
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account, version), version);
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.False(session.SpendsAttemptOnLogin);
        Assert.Equal(new LoginAccepted(CredentialOrigin.Account, 0), Bench.Ok(await session.LoginAsync(Stop)));
        var switched = Bench.Ok(await session.SwitchAsync([new OutletCommand(OutletSlot.Whole, PowerState.On)], Stop));

        Assert.True(model.IsOn(0));
        Assert.Equal(PowerState.On, Assert.Single(switched.Reading.Outlets).State);
        Assert.Equal(Mac.Parse(ModelPlug.Mac), switched.Reading.Mac);
        Assert.Equal("Küche 1", switched.Reading.Alias);
    }

    [Fact]
    public async Task Where_the_numbers_end_in_the_middle_of_a_request_another_handshake_is_due()
    {
        await using var server = new RawServer(static _ => RawReply.Status(500));
        using var http = new PlugHttp(new PlugConnectorOptions(), TimeProvider.System);
        var cipher = KlapCipher.Derive(new byte[16], new byte[16], new byte[32]);
        cipher.Advance(int.MaxValue);
        using var channel = new KlapChannel(
            new PlugEndpoint(http, server.Address, WebScheme.Http, ConnectionHabit.Keeps),
            cipher,
            cookie: null,
            new SessionInfo(Transport.Klap, Instant.MaxValue, CredentialOrigin.Account),
            new ClientIdentity(SystemClock.Instance),
            ReplySignatures.Unseen);

        var failure = Bench.Failed(await channel.CallAsync(PlugCalls.GetDeviceInfo, Stop));

        Assert.Equal((FailureKind.SessionLost, Delivery.NotDelivered), (failure.Kind, failure.Delivery));
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData("""{"get_device_info":{"err_code":-2001,"err_msg":"Module not support"}}""", FailureKind.Unsupported)]
    [InlineData("""{"get_device_info":{}}""", FailureKind.Malformed)]
    [InlineData("[1]", FailureKind.Malformed)]
    [InlineData("{", FailureKind.Malformed)]
    public async Task A_device_of_another_language_is_told_from_one_that_answers_nonsense(string answer, FailureKind kind)
    {
        var model = ModelPlug.Single();
        model.Raw = answer;
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account, KlapVersion.V1), KlapVersion.V1);
        using var session = await bench.OpenAsync();

        Assert.Equal(kind, Bench.Failed(await session.ReadAsync(Stop)).Kind);
    }

    [Fact]
    public async Task A_session_ends_twenty_minutes_before_the_plug_forgets_it()
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), Bench.Account));
        using var session = Bench.Ok(await bench.HandshakeAsync());

        Assert.Equal(Bench.Start + Duration.FromSeconds(86400 - 1200), session.Info.ExpiresAt);
        Assert.Equal(Transport.Klap, session.Info.Transport);
    }

    public static TheoryData<CredentialOrigin, string, string> Unbound => new()
    {
        { CredentialOrigin.KasaSetup, "kasa@tp-link.net", "kasaSetup" },
        { CredentialOrigin.TapoSetup, "test@tp-link.net", "test" },
        { CredentialOrigin.Blank, string.Empty, string.Empty },
    };

    [Theory, MemberData(nameof(Unbound))]
    public async Task A_plug_that_is_not_bound_is_reached_and_says_so(CredentialOrigin origin, string user, string password)
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), new PlugCredentials(user, password)));
        using var session = await bench.OpenAsync();

        Assert.Equal(origin, session.Info.Credential);
        Bench.Ok(await session.ReadAsync(Stop));
    }

    [Fact]
    public async Task A_wrong_password_is_found_out_without_sending_anything_made_from_it()
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), new PlugCredentials("user@example.com", "another")));

        var failure = Bench.Failed(await bench.HandshakeAsync());

        Assert.Equal((FailureKind.CredentialsRejected, Delivery.NotDelivered), (failure.Kind, failure.Delivery));
        Assert.DoesNotContain(Bench.Account.Password, failure.Message, StringComparison.Ordinal);
        Assert.Equal("/app/handshake1", Assert.Single(bench.Server.Requests).Path);
    }

    [Theory]
    [InlineData("/app/handshake1", 403, FailureKind.CompatibilityOff)]
    [InlineData("/app/handshake1", 404, FailureKind.TransportChanged)]
    [InlineData("/app/handshake1", 429, FailureKind.Busy)]
    [InlineData("/app/handshake1", 500, FailureKind.Transient)]
    [InlineData("/app/handshake2", 403, FailureKind.Transient)]
    [InlineData("/app/handshake2", 429, FailureKind.Busy)]
    public async Task A_refused_handshake_means(string path, int status, FailureKind expected)
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), Bench.Account) { Statuses = { [path] = status } });

        var failure = Bench.Failed(await bench.HandshakeAsync());

        Assert.Equal((expected, Delivery.NotDelivered), (failure.Kind, failure.Delivery));
        Assert.Equal(expected == FailureKind.Busy, failure.RetryAfter is not null);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("Retry-After: 7", 7)]
    [InlineData("Retry-After: 0", 1)]
    [InlineData("Retry-After: 86400", 600)]
    [InlineData("Retry-After: soon", 30)]
    [InlineData("Retry-After: Mon, 05 Jan 1970 08:01:30 GMT\r\nDate: Mon, 05 Jan 1970 08:00:00 GMT", 90)]
    [InlineData("Retry-After: Mon, 05 Jan 1970 08:01:30 GMT", 30)]
    public async Task Patience_is_given_for_as_long_as_it_is_asked_for_within_reason(string? header, int seconds)
    {
        await using var bench = Bench.With(_ => RawReply.Status(429, null, After.Keep, header is null ? [] : [header]), Transport.Klap);

        Assert.Equal(Duration.FromSeconds(seconds), Bench.Failed(await bench.HandshakeAsync()).RetryAfter);
    }

    [Theory]
    [InlineData("""{"error_code":0,"result":{"tpap_preferred":true,"tpap":{"tls":0,"pake":[2]}}}""", FailureKind.TransportChanged, "speaks TPAP now")]
    [InlineData("""{"error_code":-2101}""", FailureKind.TransportChanged, "speaks TPAP now")]
    [InlineData("""{"error_code":0,"result":{"tpap_preferred":false}}""", FailureKind.Transient, "another client")]
    [InlineData("""{"error_code":1003}""", FailureKind.CompatibilityOff, "Third-Party Compatibility is off")]
    [InlineData("<html>", FailureKind.CompatibilityOff, "Third-Party Compatibility is off")]
    public async Task A_closed_handshake_is_told_apart_by_what_else_the_plug_says(string discover, FailureKind expected, string words)
    {
        await using var bench = Bench.With(request => request.Path == "/" ? RawReply.Ok(discover) : RawReply.Status(403), Transport.Klap);

        var failure = Bench.Failed(await bench.HandshakeAsync());

        Assert.Equal((expected, Delivery.NotDelivered), (failure.Kind, failure.Delivery));
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plug_whose_compatibility_is_off_comes_with_what_to_do()
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), Bench.Account) { Statuses = { ["/app/handshake1"] = 403 } });

        Assert.Contains("Third-Party Services > Third-Party Compatibility", Bench.Failed(await bench.HandshakeAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error_code":1003}""", FailureKind.TransportChanged)]
    [InlineData("<html>200 OK</html>", FailureKind.Malformed)]
    [InlineData("", FailureKind.Malformed)]
    [InlineData("0123456789012345678901234567890123456789012345678", FailureKind.Malformed)]
    public async Task An_answer_to_handshake1_that_is_no_proof_means(string body, FailureKind expected)
    {
        await using var bench = Bench.With(_ => RawReply.Ok(body), Transport.Klap);

        Assert.Equal(expected, Bench.Failed(await bench.HandshakeAsync()).Kind);
    }

    [Theory]
    [InlineData(400, FailureKind.SessionLost, Delivery.NotDelivered)]
    [InlineData(401, FailureKind.SessionLost, Delivery.NotDelivered)]
    [InlineData(403, FailureKind.SessionLost, Delivery.NotDelivered)]
    [InlineData(404, FailureKind.SessionLost, Delivery.NotDelivered)]
    [InlineData(429, FailureKind.Busy, Delivery.NotDelivered)]
    [InlineData(500, FailureKind.Transient, Delivery.Unknown)]
    public async Task A_refused_request_ends_the_session_and_means(int status, FailureKind expected, Delivery delivery)
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync(PlugTraits.Unknown with { Layout = new OutletLayout.Single() });
        plug.Statuses["/app/request"] = status;

        var failure = Bench.Failed(await session.SwitchAsync([new OutletCommand(OutletSlot.Whole, PowerState.On)], Stop));

        Assert.Equal((expected, delivery), (failure.Kind, failure.Delivery));
        Assert.True(session.IsOver);
        Assert.Equal(FailureKind.SessionLost, Bench.Failed(await session.ReadAsync(Stop)).Kind);
    }

    [Fact]
    public async Task A_session_that_is_disposed_in_use_ends_what_is_in_flight_and_carries_nothing_more()
    {
        PlugSession? session = null;
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account)
        {
            Tamper = body =>
            {
                session!.Dispose();
                return body;
            },
        };
        await using var bench = Bench.With(plug);
        session = await bench.OpenAsync();

        Bench.Ok(await session.ReadAsync(Stop));

        Assert.True(session.IsOver);
        Assert.Equal(FailureKind.SessionLost, Bench.Failed(await session.ReadAsync(Stop)).Kind);
        Assert.Single(plug.Sequences);
    }

    [Fact]
    public async Task A_plug_that_has_signed_once_must_sign_always_also_in_its_next_session()
    {
        var forged = false;
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account) { Tamper = body => forged ? [(byte)(body[0] ^ 1), .. body.Skip(1)] : body };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        Bench.Ok(await session.ReadAsync(Stop));
        forged = true;

        var failure = Bench.Failed(await session.ReadAsync(Stop));

        Assert.Equal((FailureKind.Malformed, Delivery.Unknown), (failure.Kind, failure.Delivery));
        Assert.True(session.IsOver);
        using var next = await bench.OpenAsync(session.Traits);
        Assert.Equal(FailureKind.Malformed, Bench.Failed(await next.ReadAsync(Stop)).Kind);
    }

    [Fact]
    public async Task A_plug_that_signs_in_its_own_way_is_put_up_with_until_it_signs_properly()
    {
        var foreign = true;
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account) { Tamper = body => foreign ? [.. new byte[32], .. body.Skip(32)] : body };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        Bench.Ok(await session.ReadAsync(Stop));
        Assert.Equal(ReplySignatures.Foreign, session.Traits.Signatures);

        foreign = false;
        Bench.Ok(await session.ReadAsync(Stop));
        foreign = true;
        Assert.Equal(FailureKind.Malformed, Bench.Failed(await session.ReadAsync(Stop)).Kind);
    }

    [Fact]
    public async Task A_changed_ciphertext_is_dropped()
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account) { Tamper = static body => [.. body[..^1], (byte)(body[^1] ^ 1)] };
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();

        Assert.Equal(FailureKind.Malformed, Bench.Failed(await session.ReadAsync(Stop)).Kind);
    }

    [Fact]
    public async Task A_second_client_takes_the_session_away_and_a_new_handshake_brings_it_back()
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        plug.Forget();

        Assert.Equal(FailureKind.SessionLost, Bench.Failed(await session.ReadAsync(Stop)).Kind);
        using var again = await bench.OpenAsync();
        Bench.Ok(await again.ReadAsync(Stop));
    }

    [Fact]
    public async Task The_numbers_of_requests_grow_by_one()
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            Bench.Ok(await session.ReadAsync(Stop));
        }

        Assert.Equal([plug.Sequences[0], plug.Sequences[0] + 1, plug.Sequences[0] + 2], plug.Sequences);
    }

    [Fact]
    public async Task A_connection_that_went_stale_costs_a_number_and_not_the_session()
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync();
        plug.After = After.ResetNext;
        Bench.Ok(await session.ReadAsync(Stop));
        plug.After = After.Keep;

        Bench.Ok(await session.ReadAsync(Stop));

        Assert.Equal([plug.Sequences[0], plug.Sequences[0] + 2], plug.Sequences);
        Assert.Equal(1, plug.Handshakes);
        Assert.Equal(ConnectionHabit.Closes, session.Traits.Habit);
    }

    [Fact]
    public async Task An_exchange_that_breaks_off_ends_the_session_because_the_counter_is_in_doubt()
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account);
        var broken = false;
        await using var bench = Bench.With(request => broken && request.Path == "/app/request" ? RawReply.Reset : plug.Answer(request), Transport.Klap);
        using var session = await bench.OpenAsync(PlugTraits.Unknown with { Habit = ConnectionHabit.Closes });
        broken = true;

        var failure = Bench.Failed(await session.ReadAsync(Stop));

        Assert.Equal((FailureKind.Transient, Delivery.Unknown), (failure.Kind, failure.Delivery));
        Assert.True(session.IsOver);
    }

    [Fact]
    public async Task A_request_that_never_left_costs_neither_a_number_nor_the_session()
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(plug);
        using var session = await bench.OpenAsync(PlugTraits.Unknown with { Habit = ConnectionHabit.Closes });
        Bench.Ok(await session.ReadAsync(Stop));
        await bench.Server.DisposeAsync();

        var failure = Bench.Failed(await session.ReadAsync(Stop));

        Assert.Equal((FailureKind.Dark, Delivery.NotDelivered), (failure.Kind, failure.Delivery));
        Assert.False(session.IsOver);
    }

    [Fact]
    public async Task Two_requests_at_once_are_a_programming_error()
    {
        var plug = new KlapPlug(ModelPlug.Single(), Bench.Account);
        await using var bench = Bench.With(request => request.Path == "/app/request" ? RawReply.Silence : plug.Answer(request), Transport.Klap);
        using var session = await bench.OpenAsync();
        using var giveUp = new CancellationTokenSource();
        var first = session.ReadAsync(giveUp.Token);

        await Assert.ThrowsAsync<InvalidOperationException>(() => session.ReadAsync(Stop));

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.True(session.IsOver);
    }

    [Fact]
    public async Task A_disposed_session_says_so()
    {
        await using var bench = Bench.With(new KlapPlug(ModelPlug.Single(), Bench.Account));
        var session = await bench.OpenAsync();
        session.Dispose();

        Assert.True(session.IsOver);
        Assert.Equal(FailureKind.SessionLost, Bench.Failed(await session.ReadAsync(Stop)).Kind);
    }

    [Fact]
    public async Task Codes_that_nobody_knows_cast_doubt_on_the_session_at_the_third_in_a_row()
    {
        var model = ModelPlug.Single();
        await using var bench = Bench.With(new KlapPlug(model, Bench.Account));
        using var session = await bench.OpenAsync();
        model.Refusals[MethodNames.GetDeviceInfo] = -4711;

        Assert.Equal(FailureKind.Unsupported, Bench.Failed(await session.ReadAsync(Stop)).Kind);
        Assert.Equal(FailureKind.Unsupported, Bench.Failed(await session.ReadAsync(Stop)).Kind);
        Assert.Equal(FailureKind.SessionLost, Bench.Failed(await session.ReadAsync(Stop)).Kind);
        Assert.True(session.IsOver);
    }
}
