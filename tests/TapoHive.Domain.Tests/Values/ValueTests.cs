using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Selectors;
using TapoHive.Domain.Sightings;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Tests.Values;

/// <summary>The values that everything else is made of.</summary>
public sealed class ValueTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 1, 5, 8, 0);

    [Theory]
    [InlineData("00-00-5E-00-53-01")]
    [InlineData("00:00:5e:00:53:01")]
    [InlineData("00005E005301")]
    [InlineData("0000.5e00.5301")]
    public void A_hardware_address_has_one_form_whatever_people_write(string text) =>
        Assert.Equal("00-00-5E-00-53-01", Mac.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-00-5E-00-53")]
    [InlineData("00-00-5E-00-53-0G")]
    [InlineData("00-00-5E-00-53-01-02")]
    [InlineData("00 00 5E 00 53 01")]
    public void What_is_no_hardware_address_is_refused(string? text) => Assert.False(Mac.TryParse(text, out _));

    [Property(Replay = "(313131,5)")]
    public void Hardware_addresses_survive_text(ulong bits)
    {
        var mac = Mac.FromBits(bits & 0xFFFF_FFFF_FFFF);
        Assert.Equal(mac, Mac.FromText(mac.ToString()));
        Assert.Equal(mac.Bits, bits & 0xFFFF_FFFF_FFFF);
    }

    [Fact]
    public void More_than_48_bits_are_no_hardware_address() => Assert.Throws<ArgumentOutOfRangeException>(() => Mac.FromBits(1UL << 48));

    [Theory]
    [InlineData("192.0.2.10", "192.0.2.10:80")]
    [InlineData("192.0.2.10:8080", "192.0.2.10:8080")]
    [InlineData("127.20.0.1:18000", "127.20.0.1:18000")]
    public void An_address_is_read_with_and_without_a_port(string text, string shown)
    {
        Assert.True(PlugAddress.TryParse(text, out var address));
        Assert.Equal(shown, address.ToString());
        Assert.Equal(address, PlugAddress.FromText(shown));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.256")]
    [InlineData("192.0.2.10:0")]
    [InlineData("192.0.2.10:65536")]
    [InlineData("192.0.2.10:")]
    [InlineData("192.0.2.10:+80")]
    [InlineData("192.0.2.010")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("::1")]
    [InlineData("plug.local")]
    public void What_is_no_address_is_refused(string? text) => Assert.False(PlugAddress.TryParse(text, out _));

    [Theory]
    [InlineData("broadcast", null, 0)]
    [InlineData("own-subnets", null, 0)]
    [InlineData("192.0.2.0/24", "192.0.2.0", 24)]
    [InlineData("10.1.0.0/16", "10.1.0.0", 16)]
    [InlineData("192.0.2.7", "192.0.2.7", 32)]
    public void A_discovery_target_is_a_word_a_range_or_an_address(string text, string? network, int prefix)
    {
        var target = DiscoveryTarget.FromText(text);
        Assert.Equal(text, target.ToString());
        Assert.Equal(network, target.Range?.Network.ToString());
        Assert.Equal(prefix, target.Range?.PrefixLength ?? 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Broadcast ")]
    [InlineData("10.0.0.0/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0/24")]
    [InlineData("010.0.0.0/24")]
    [InlineData("10.0.0.0/24/24")]
    [InlineData("fe80::/64")]
    public void What_is_no_discovery_target_is_refused(string text)
    {
        Assert.False(DiscoveryTarget.TryParse(text, out _));
        Assert.Throws<FormatException>(() => DiscoveryTarget.FromText(text));
    }

    [Theory]
    [InlineData("Lamp", "lamp")]
    [InlineData("Küche (links)", "kueche-links")]
    [InlineData("ÄÖÜ straße", "aeoeue-strasse")]
    [InlineData("Café  Très--Noël", "cafe-tres-noel")]
    [InlineData("  --x-- ", "x")]
    [InlineData("灯", "")]
    [InlineData("", "")]
    [InlineData("a.b/c", "a-b-c")]
    public void A_name_becomes_one_that_can_be_typed(string text, string slug) => Assert.Equal(slug, Slug.Of(text));

    [Property(MaxTest = 500, Replay = "(424243,5)")]
    public void A_slug_is_short_typed_and_stays_a_slug(string text)
    {
        var slug = Slug.Of(text ?? "");
        Assert.InRange(slug.Length, 0, 40);
        Assert.Equal(slug, Slug.Of(slug));
        Assert.DoesNotContain("--", slug, StringComparison.Ordinal);
        Assert.All(slug, c => Assert.True(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
        Assert.Equal(slug.Length > 0, Slug.Is(slug));
    }

    [Fact]
    public void Half_a_character_does_not_spoil_a_slug() => Assert.Equal("a-b", Slug.Of("a\uD83Db"));

    [Theory]
    [InlineData("lamp", "lamb", "lamp")]
    [InlineData("kitchen", "kitchne", "kitchen")]
    [InlineData("on", "no", "on")]
    [InlineData("lamp", "heater", null)]
    [InlineData("lamp", "", null)]
    public void The_nearest_word_is_suggested_if_it_is_near(string known, string typed, string? nearest) =>
        Assert.Equal(nearest, Suggestion.Nearest(typed, [known, "something-quite-different"]));

    [Fact]
    public void A_suggestion_ends_its_sentence()
    {
        Assert.Equal("; did you mean 'lamp'?", Suggestion.For("lamb", ["lamp"]));
        Assert.Equal(".", Suggestion.For("lamb", []));
        Assert.Null(Suggestion.Nearest(new string('a', 65), [new string('a', 65)]));
    }

    [Property(Replay = "(121212,5)")]
    public void The_highest_filled_slot_decides(bool isBase, bool isSchedule, bool isManual, bool isSafety, bool on)
    {
        var wanted = on ? PowerState.On : PowerState.Off;
        var slots = IntentSlots.Empty;
        foreach (var (layer, filled) in new[] { (Layer.Base, isBase), (Layer.Schedule, isSchedule), (Layer.Manual, isManual), (Layer.Safety, isSafety) })
        {
            slots = slots.With(layer, filled ? new Intent(wanted, new Origin(layer.ToString()), Now) : null);
        }

        Layer? strongest = isSafety ? Layer.Safety : isManual ? Layer.Manual : isSchedule ? Layer.Schedule : isBase ? Layer.Base : null;
        Assert.Equal(strongest, slots.Deciding);
        Assert.Equal(strongest?.ToString(), slots.Top?.Origin.Value);
        Assert.Equal(slots.Filled.Select(filled => filled.Layer).OrderDescending(), slots.Filled.Select(filled => filled.Layer));
        Assert.Equal(strongest is null, slots.Desired(7) is null);
        if (strongest is { } layer2)
        {
            Assert.Equal(slots, slots.With(layer2, null).With(layer2, slots.Top));
            Assert.Equal(slots, slots.AfterEndOf(layer2, Now) is var after && after.Top!.Wanted == wanted && after[layer2] is null ? after.With(layer2, slots.Top) : slots);
        }
    }

    [Fact]
    public void An_end_hands_over_to_the_next_layer_or_to_the_opposite()
    {
        var manual = new Intent(PowerState.On, Origin.Operator("anna"), Now, Now + Duration.FromHours(1));
        var alone = new IntentSlots(Manual: manual);
        var ended = alone.AfterEndOf(Layer.Manual, Now);
        Assert.Equal((PowerState.Off, (Instant?)null), (ended.Manual!.Wanted, ended.Manual.Until));
        var above = alone.With(Layer.Schedule, new Intent(PowerState.On, new Origin("schedule:dusk"), Now));
        Assert.Equal(Layer.Schedule, above.AfterEndOf(Layer.Manual, Now).Deciding);
        Assert.Same(alone, alone.AfterEndOf(Layer.Base, Now));
    }

    [Fact]
    public void A_wish_holds_until_its_end_and_what_follows_from_then_on()
    {
        var end = Now + Duration.FromMinutes(1);
        var desired = new Desired(PowerState.On, 1, end, PowerState.On);
        Assert.Equal(PowerState.On, desired.At(end));
        Assert.Equal(PowerState.Off, (desired with { Then = null }).At(end));
        Assert.Equal(PowerState.On, (desired with { Then = PowerState.Off }).At(end - Duration.Epsilon));
        Assert.Equal(PowerState.Off, (desired with { Then = PowerState.Off }).At(end));
        Assert.False(new Desired(PowerState.On, 1).IsOver(Instant.MaxValue));
    }

    [Fact]
    public void An_owner_is_the_same_in_either_case_and_the_user_name_is_not()
    {
        Assert.Equal(new OwnerHash("abcdef"), new OwnerHash("ABCDEF"));
        Assert.Equal("23463B99B62A72F26ED677CC556C44E8", OwnerHash.OfUser("example@example.com").Value);
        Assert.NotEqual(OwnerHash.OfUser("Me@example.com"), OwnerHash.OfUser("me@example.com"));
    }

    [Fact]
    public void Every_failure_has_a_stable_code_of_its_own()
    {
        var codes = Enum.GetValues<FailureKind>().Select(FailureCodes.Of).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Equal(
            ["transient", "dark", "session-lost", "credentials-rejected", "other-owner", "wrong-device", "transport-changed", "compatibility-off", "busy", "malformed", "unsupported"],
            codes);
    }

    [Fact]
    public void Runs_are_ordered_and_survive_text()
    {
        Assert.True(new RunId(9).CompareTo(new RunId(10)) < 0);
        Assert.Equal(new RunId(42), RunId.FromText(new RunId(42).ToString()));
    }

    [Theory]
    [InlineData("all", true)]
    [InlineData("AND", true)]
    [InlineData("lamp", false)]
    public void Reserved_words_name_nothing(string word, bool reserved) => Assert.Equal(reserved, SelectorParser.IsReserved(word));

    [Fact]
    public void A_listed_device_is_itself_by_its_hardware_address_else_by_its_identifier()
    {
        var mac = Mac.FromBits(1);
        Assert.True(new PlugIdentity(mac).Allows(mac, new DeviceId("x")));
        Assert.False(new PlugIdentity(mac).Allows(Mac.FromBits(2), new DeviceId("x")));
        Assert.True(new PlugIdentity(null, new DeviceId("x")).Allows(mac, new DeviceId("x")));
        Assert.False(new PlugIdentity(null, new DeviceId("x")).Allows(mac, new DeviceId("y")));
        Assert.True(new PlugIdentity().Allows(mac, new DeviceId("x")));
    }
}
