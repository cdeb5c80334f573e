using System.Net;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Houses;
using TapoHive.Emulator.Tests.Clients;
using PlugIdentity = TapoHive.Emulator.Devices.PlugIdentity;

namespace TapoHive.Emulator.Tests;

public sealed class HouseTests
{
    [Fact]
    public async Task Two_thousand_plugs_start_and_answer()
    {
        await using var house = await EmulatedHouse.StartAsync(
            new HouseOptions
            {
                Mix = Mix.Of("aes=2,klap=5,klap1=1,strip=1", 2_000),
                Binding = new HouseBinding.AddressEach(IPNetwork.Parse("127.48.0.0/16"), 0),
                DiscoveryPort = 0,
                Username = TestHouse.Username,
                Password = TestHouse.Password,
            },
            TestContext.Current.CancellationToken);
        Assert.Equal(2_000, house.Plugs.Select(static p => p.Mac).Distinct().Count());
        Assert.Equal(2_000, house.Plugs.Select(static p => p.Address).Distinct().Count());
        Assert.Equal(2_000, house.Plugs.Select(static p => p.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2_000, house.Plugs.Select(static p => p.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(house.Plugs, static p => Assert.StartsWith("02-", p.Mac.ToString(), StringComparison.Ordinal));
        using var asker = DiscoveryTests.Asker();
        foreach (var plug in (EmulatedPlug[])[house.Plug(1), house.Plug(1_003), house.Plug(2_000)])
        {
            var (from, answer) = Assert.Single(await DiscoveryTests.AskAsync(asker, plug.Address.Host, house.DiscoveryPort, 1));
            Assert.Equal((plug.Address.Host, plug.Mac.ToString()), (from.Address, answer.Mac));
        }

        var last = house.Plugs.Last(static p => p.Transport is Transport.Klap && p.Model is "P110");
        await (await KlapClient.ConnectAsync(last)).SwitchAsync(on: true);
        Assert.Equal(last, Assert.Single(house.Plugs, static p => p.Movements.Count > 0));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_house()
    {
        await using var one = await TestHouse.StartAsync("klap=5,strip=2", static o => o with { Seed = 7 });
        await using var same = await TestHouse.StartAsync("klap=5,strip=2", static o => o with { Seed = 7 });
        await using var other = await TestHouse.StartAsync("klap=5,strip=2", static o => o with { Seed = 8 });
        Assert.Equal(Faces(one), Faces(same));
        Assert.DoesNotContain(Faces(other), Faces(one).Contains);

        static List<(string, string, Mac)> Faces(TestHouse house) => [.. house.House.Plugs.Select(static p => (p.Name, p.Id, p.Mac))];
    }

    [Fact]
    public void Houses_of_other_seeds_share_no_plug_where_they_are_too_large_for_the_documentation_addresses()
    {
        HashSet<Mac> one = [.. Enumerable.Range(0, 257).Select(static i => PlugIdentity.Of(1, i, 257).Mac)];
        HashSet<Mac> other = [.. Enumerable.Range(0, 257).Select(static i => PlugIdentity.Of(2, i, 257).Mac)];
        HashSet<Mac> small = [.. Enumerable.Range(0, 256).Select(static i => PlugIdentity.Of(1, i, 256).Mac)];

        Assert.Equal(257, one.Count);
        Assert.Equal(257, other.Count);
        Assert.DoesNotContain(other, one.Contains);
        Assert.Equal(256, small.Count);
        Assert.All(small, static mac => Assert.StartsWith("00-00-5E-00-53-", mac.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_plug_is_one_line_of_JSON()
    {
        await using var house = await TestHouse.StartAsync("aes=1,klap=1,klap1=1,strip=1");
        using var output = new StringWriter();
        await PlugLine.WriteAllAsync(house.House, output, TestContext.Current.CancellationToken);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        var plug = house[2];
        Assert.Equal(
            $$"""{"name":"{{plug.Name}}","address":"{{plug.Address}}","transport":"klap","model":"P110","id":"{{plug.Id}}","mac":"{{plug.Mac}}"}""",
            lines[1]);
        Assert.Contains("\"transport\":\"aes\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"transport\":\"klap1\"", lines[2], StringComparison.Ordinal);
        Assert.Contains("\"model\":\"P300\"", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence()
    {
        var network = TestHouse.NextNetwork();
        await using var first = await TestHouse.StartAsync("klap=1", o => o with { Binding = new HouseBinding.AddressEach(network, 0) });
        var taken = new HouseBinding.AddressEach(network, first[1].Address.Port);
        var refused = await Assert.ThrowsAsync<HouseStartException>(() => TestHouse.StartAsync("klap=1", o => o with { Binding = taken }));
        Assert.Contains("Another program has the port", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugs_that_do_not_fit_are_said_in_a_sentence()
    {
        var refused = await Assert.ThrowsAsync<HouseStartException>(() => TestHouse.StartAsync("klap=300"));
        Assert.Contains("plug 255 has no place left", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aes=2,klap=5,klap1=1,strip=1", null, "P100 P100 P110 P105 P115 P110 P110 HS100 P300")]
    [InlineData("klap=1,strip=1", 5, "P110 P300 P110 P300 P110")]
    [InlineData("p304m, p115=2", null, "P304M P115 P115")]
    [InlineData("tpap=2,tpap-strip=1,p110m", null, "P110M P115 P304M P110M")]
    public void A_mix_says_which_plugs(string text, int? plugs, string models) =>
        Assert.Equal(models, string.Join(' ', Mix.Of(text, plugs).Models.Select(static m => m.Name)));

    [Theory]
    [InlineData("tapo=2", null, "'tapo' is not a kind of plug; known are aes, hs100, klap, klap1, p100, p105, p110, p110m, p115, p300, p304m, strip, tpap, tpap-strip.")]
    [InlineData("aes=two", null, "'two' is not a number of plugs")]
    [InlineData("aes=0", null, "no plugs")]
    [InlineData("aes=1", 0, "0 plugs cannot be emulated")]
    public void A_mix_that_cannot_be_is_said_in_a_sentence(string text, int? plugs, string words)
    {
        var error = Assert.IsType<Parsed<Mix>.Error>(Mix.Parse(text, plugs));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.20.0.0/16", null, "127.20.0.0/16:80")]
    [InlineData("127.20.0.0/16", 8080, "127.20.0.0/16:8080")]
    [InlineData("127.0.0.1", null, "127.0.0.1:18000+")]
    [InlineData("192.0.2.0/24", null, "192.0.2.0/24:80")]
    [InlineData("192.0.2.1", null, "192.0.2.1:18000+")]
    [InlineData("0.0.0.0/8", null, null)]
    [InlineData("0.0.0.0", null, null)]
    [InlineData("127.20.0.0/33", null, null)]
    [InlineData("kitchen", null, null)]
    [InlineData("127.0.0.1", 65536, null)]
    public void Plugs_are_where_somebody_says_and_never_everywhere(string bind, int? port, string? place)
    {
        var read = HouseBinding.Parse(bind, port) switch
        {
            Parsed<HouseBinding>.Ok(HouseBinding.AddressEach(var network, var p)) => $"{network}:{p}",
            Parsed<HouseBinding>.Ok(HouseBinding.PortEach(var address, var p)) => $"{address}:{p}+",
            _ => null,
        };
        Assert.Equal(place, read);
    }

    [Fact]
    public async Task Addresses_that_are_not_this_machines_are_refused_in_words()
    {
        var options = new HouseOptions { Mix = Mix.Of("klap=1"), Binding = new HouseBinding.AddressEach(IPNetwork.Parse("203.0.113.0/24"), 0), DiscoveryPort = 0 };

        var error = await Assert.ThrowsAsync<HouseStartException>(() => EmulatedHouse.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Contains("Each needs an address of this machine in 203.0.113.0/24", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.20.0.0/16", 0, "127.20.0.1")]
    [InlineData("127.20.0.0/16", 253, "127.20.0.254")]
    [InlineData("127.20.0.0/16", 254, "127.20.1.1")]
    [InlineData("127.20.0.0/16", 65023, "127.20.255.254")]
    [InlineData("127.20.0.0/16", 65024, null)]
    [InlineData("127.1.2.64/28", 13, "127.1.2.78")]
    [InlineData("127.1.2.64/28", 14, null)]
    [InlineData("127.1.2.0/24", 254, null)]
    public void Addresses_are_handed_out_in_order(string network, int index, string? address) =>
        Assert.Equal(address, HouseBinding.AddressAt(IPNetwork.Parse(network), index)?.ToString());
}
