using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Tests.Methods;

public sealed class ErrorMeaningTests
{
    [Theory]
    [InlineData(9999, FailureKind.SessionLost)]
    [InlineData(1000, FailureKind.Unsupported)]
    [InlineData(1001, FailureKind.Transient)]
    [InlineData(1002, FailureKind.SessionLost)]
    [InlineData(1003, FailureKind.TransportChanged)]
    [InlineData(1100, FailureKind.SessionLost)]
    [InlineData(1111, FailureKind.CredentialsRejected)]
    [InlineData(1112, FailureKind.Transient)]
    [InlineData(1200, FailureKind.Unsupported)]
    [InlineData(-1, FailureKind.Unsupported)]
    [InlineData(-1001, FailureKind.Transient)]
    [InlineData(-1002, FailureKind.Unsupported)]
    [InlineData(-1003, FailureKind.Unsupported)]
    [InlineData(-1004, FailureKind.Unsupported)]
    [InlineData(-1005, FailureKind.SessionLost)]
    [InlineData(-1006, FailureKind.Unsupported)]
    [InlineData(-1007, FailureKind.Transient)]
    [InlineData(-1008, FailureKind.Unsupported)]
    [InlineData(-1010, FailureKind.Unsupported)]
    [InlineData(-1012, FailureKind.Unsupported)]
    [InlineData(-1101, FailureKind.SessionLost)]
    [InlineData(-1201, FailureKind.Unsupported)]
    [InlineData(-1301, FailureKind.Busy)]
    [InlineData(-1302, FailureKind.Unsupported)]
    [InlineData(-1401, FailureKind.Unsupported)]
    [InlineData(-1402, FailureKind.Unsupported)]
    [InlineData(-1501, FailureKind.CredentialsRejected)]
    [InlineData(-1601, FailureKind.Unsupported)]
    [InlineData(-1603, FailureKind.Unsupported)]
    [InlineData(-1701, FailureKind.Unsupported)]
    [InlineData(-1702, FailureKind.Unsupported)]
    [InlineData(-1801, FailureKind.Unsupported)]
    [InlineData(-1805, FailureKind.Unsupported)]
    [InlineData(-1901, FailureKind.Unsupported)]
    [InlineData(-1903, FailureKind.Unsupported)]
    [InlineData(-2001, FailureKind.Unsupported)]
    [InlineData(-2003, FailureKind.Unsupported)]
    [InlineData(-2101, FailureKind.CredentialsRejected)]
    [InlineData(-2201, FailureKind.Unsupported)]
    [InlineData(-2202, FailureKind.Unsupported)]
    [InlineData(-2203, FailureKind.SessionLost)]
    [InlineData(-2301, FailureKind.Unsupported)]
    [InlineData(-2302, FailureKind.Unsupported)]
    [InlineData(-2402, FailureKind.SessionLost)]
    public void A_code_in_the_answer_to_a_request_means(int code, FailureKind expected)
    {
        Assert.True(ErrorMeaning.IsKnown(code));
        Assert.Equal(expected, ErrorMeaning.Of(code, CallStage.Request, "get_device_info").Kind);
    }

    [Theory]
    [InlineData(CallStage.Handshake, 9999, FailureKind.Transient)]
    [InlineData(CallStage.Handshake, 1100, FailureKind.Transient)]
    [InlineData(CallStage.Handshake, 1003, FailureKind.TransportChanged)]
    [InlineData(CallStage.Handshake, -1010, FailureKind.Unsupported)]
    [InlineData(CallStage.Handshake, -1301, FailureKind.Busy)]
    [InlineData(CallStage.Login, -1501, FailureKind.CredentialsRejected)]
    [InlineData(CallStage.Login, 1111, FailureKind.CredentialsRejected)]
    [InlineData(CallStage.Login, -2101, FailureKind.CredentialsRejected)]
    [InlineData(CallStage.Login, -2203, FailureKind.CredentialsRejected)]
    [InlineData(CallStage.Login, 9999, FailureKind.SessionLost)]
    [InlineData(CallStage.Login, 1100, FailureKind.SessionLost)]
    [InlineData(CallStage.Login, -1301, FailureKind.Busy)]
    [InlineData(CallStage.Child, 9999, FailureKind.Transient)]
    [InlineData(CallStage.Child, 1003, FailureKind.Transient)]
    [InlineData(CallStage.Child, -1501, FailureKind.Transient)]
    [InlineData(CallStage.Child, -1002, FailureKind.Unsupported)]
    [InlineData(CallStage.Child, -1301, FailureKind.Busy)]
    public void A_code_means_what_its_stage_makes_of_it(CallStage stage, int code, FailureKind expected) =>
        Assert.Equal(expected, ErrorMeaning.Of(code, stage, "x").Kind);

    [Theory]
    [InlineData(-4711)]
    [InlineData(-40401)]
    [InlineData(-20601)]
    [InlineData(12345)]
    public void A_code_that_nobody_knows_fails_its_request_and_is_named(int code)
    {
        var failure = ErrorMeaning.Of(code, CallStage.Request, "get_device_info");

        Assert.False(ErrorMeaning.IsKnown(code));
        Assert.Equal(FailureKind.Unsupported, failure.Kind);
        Assert.Contains(code.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_asks_for_a_long_pause_and_too_many_requests_for_a_short_one()
    {
        Assert.True(ErrorMeaning.Of(-2101, CallStage.Login, "x").RetryAfter >= Duration.FromMinutes(30));
        Assert.True(ErrorMeaning.Of(-1301, CallStage.Request, "x").RetryAfter > Duration.Zero);
        Assert.Null(ErrorMeaning.Of(-1501, CallStage.Login, "x").RetryAfter);
    }

    [Fact]
    public void A_refusal_is_never_in_doubt() => Assert.Equal(Delivery.NotDelivered, ErrorMeaning.Of(-1, CallStage.Request, "x").Delivery);
}
