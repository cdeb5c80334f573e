using NodaTime;
using TapoHive.Actors.Houses;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;

namespace TapoHive.Actors.Tests;

/// <summary>Two houses never have the same plug.</summary>
public sealed class PlugRegisterTests
{
    private static readonly HouseName Hillside = new("hillside");
    private static readonly HouseName Villa = new("villa");
    private static readonly Mac Plug = Mac.FromBits(7);
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 8, 0);

    [Fact]
    public void Whoever_has_not_told_yet_may_have_any_plug()
    {
        var register = new PlugRegister();
        register.Opened(Hillside);
        register.Opened(Villa);
        register.Holds(Villa, []);

        Assert.False(register.IsCompleteFor(Villa));
        Assert.True(register.IsCompleteFor(Hillside));
        register.Holds(Hillside, [Plug]);
        Assert.True(register.IsCompleteFor(Villa));
        Assert.Equal(Hillside, register.Claim(Villa, [Plug], Now).Held[Plug]);
    }

    [Fact]
    public void Of_two_claims_the_first_counts_until_it_is_taken_up_or_given_up()
    {
        var register = new PlugRegister();

        Assert.Equal(Plug, Assert.Single(register.Claim(Villa, [Plug], Now).Granted));
        Assert.Empty(register.Claim(Hillside, [Plug], Now).Granted);
        Assert.Equal(Plug, Assert.Single(register.Claim(Hillside, [Plug], Now + Duration.FromMinutes(2)).Granted));
    }

    [Fact]
    public void What_a_house_lets_go_is_free()
    {
        var register = new PlugRegister();
        register.Holds(Villa, [Plug]);
        register.Holds(Villa, []);

        Assert.Single(register.Claim(Hillside, [Plug], Now).Granted);
    }
}
