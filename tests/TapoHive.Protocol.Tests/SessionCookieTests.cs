using NodaTime;

namespace TapoHive.Protocol.Tests;

public sealed class SessionCookieTests
{
    [Theory]
    [InlineData("TP_SESSIONID=AB;TIMEOUT=86400", "TP_SESSIONID=AB", 86400)]
    [InlineData("TP_SESSIONID=AB; TIMEOUT=1200; Path=/", "TP_SESSIONID=AB", 1200)]
    [InlineData("SESSIONID=AB;TIMEOUT=0", "SESSIONID=AB", 0)]
    [InlineData("TIMEOUT=5;tp_sessionid = x+/= ", "tp_sessionid=x+/=", 5)]
    public void A_cookie_is_read_with_its_lifetime(string header, string back, int seconds)
    {
        var cookie = SessionCookie.Parse([header])!;

        Assert.Equal(back, cookie.ToRequestHeader());
        Assert.Equal(Duration.FromSeconds(seconds), cookie.Timeout);
    }

    [Theory]
    [InlineData("TP_SESSIONID=AB;TIMEOUT=-1")]
    [InlineData("TP_SESSIONID=AB;TIMEOUT=99999999999999999999")]
    [InlineData("TP_SESSIONID=AB;TIMEOUT=x")]
    [InlineData("TP_SESSIONID=AB")]
    public void A_lifetime_that_is_none_is_absent(string header) => Assert.Null(SessionCookie.Parse([header])!.Timeout);

    [Theory]
    [InlineData("")]
    [InlineData("TP_SESSIONID")]
    [InlineData("TP_SESSIONID=")]
    [InlineData("=AB")]
    [InlineData("OTHER=AB;TIMEOUT=1")]
    [InlineData("TP_SESSIONID=A\u0001B")]
    public void What_is_no_session_cookie_is_none(string header) => Assert.Null(SessionCookie.Parse([header]));

    [Fact]
    public void The_cookie_does_not_tell_its_value() =>
        Assert.DoesNotContain("AB12", SessionCookie.Parse(["TP_SESSIONID=AB12"])!.ToString(), StringComparison.Ordinal);

    [Fact]
    public void Credentials_do_not_tell_theirs()
    {
        var text = new PlugCredentials("me@example.com", "secret").ToString();

        Assert.DoesNotContain("me@example.com", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(86400, 85200)]
    [InlineData(1200, 600)]
    [InlineData(0, 0)]
    public void A_session_ends_early_but_not_before_it_began(int lifetime, int usable) =>
        Assert.Equal(Instant.FromUnixTimeSeconds(usable), SessionInfo.ExpiryOf(new SessionCookie("TP_SESSIONID", "A", Duration.FromSeconds(lifetime)), Instant.FromUnixTimeSeconds(0)));
}
