using NodaTime;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

public class HouseFileSpecs
{
    private static HouseDefinition Definition(string text, HouseFileOptions? options = null)
    {
        var result = Read(text, options);
        Assert.Empty(result.Problems);
        return result.Definition!;
    }

    [Theory]
    [InlineData("hillside.conf")]
    [InlineData("flat.conf")]
    public void The_examples_lack_nothing_but_the_secret(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "houses", name);
        var result = HouseFile.Read(path);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(HouseFileSeverity.Warning, problem.Severity);
        Assert.Equal("house.accounts.default.password.file", problem.Key);
        Assert.NotNull(result.Definition);
        Assert.Equal([path], result.Files);
    }

    [Fact]
    public void The_whole_example_is_the_house_it_describes()
    {
        var house = Definition(Example("hillside.conf"));
        Assert.Equal(("hillside", "Europe/London", PressPolicy.Follow), (house.Name.Value, house.TimeZone, house.Press));
        Assert.Equal(new Location(51.48, -0.61), house.Location);
        Assert.Equal(["broadcast", "own-subnets", "192.0.2.0/24"], [.. house.Discovery.Targets.Select(target => target.Value)]);
        Assert.Equal((Duration.FromSeconds(60), Adoption.Automatic, 20002), (house.Discovery.Every, house.Discovery.Adopt, house.Discovery.Port));
        var account = Assert.Single(house.Accounts);
        Assert.Equal(("default", "me@example.com"), (account.Name.Value, account.Username));
        Assert.Equal(new SecretReference(SecretSource.File, "/houses/secrets/tapo"), account.Password);

        Assert.Equal(["lamp", "fridge", "heater", "desk"], [.. house.Plugs.Select(plug => plug.Name.Value)]);
        var (lamp, fridge, heater, desk) = (house.Plugs[0], house.Plugs[1], house.Plugs[2], house.Plugs[3]);
        Assert.Equal(("00-00-5E-00-53-01", "hall", "light"), (lamp.Mac.ToString(), lamp.Room, Assert.Single(lamp.Tags)));
        Assert.Equal((Protect.OnlyByName, PowerState.On), (fridge.Protection, fridge.Base));
        Assert.Equal((Protect.No, PressPolicy.Enforce, null), (heater.Protection, heater.Press, heater.Base));
        Assert.Equal(("192.0.2.31:80", null), (desk.Host.ToString(), desk.Mac));
        Assert.Equal([("monitor", 1), ("printer", 2), ("strip-light", 3)], desk.Outlets.Select(outlet => (outlet.Name, outlet.Slot.Number)));
        Assert.Equal((PowerState.Off, "light", null), (desk.Outlets[2].Base, Assert.Single(desk.Outlets[2].Tags), desk.Outlets[2].Room));
    }

    [Fact]
    public void A_house_needs_only_an_account()
    {
        var house = Definition($"house {{ {Account} }}");
        Assert.Equal(("hillside", "UTC", null), (house.Name.Value, house.TimeZone, house.Location));
        Assert.Equal(DiscoveryDefinition.Usual.Targets, house.Discovery.Targets.AsEnumerable());
        Assert.Empty(house.Plugs);
    }

    [Fact]
    public void A_house_that_is_made_by_a_program_is_a_house()
    {
        var house = Definition(
            """
            house {
              discovery { targets = [ "127.255.255.255" ], port = 20002, every = 5s }
              accounts.default { username = "a@b", password { file = x } }
            }
            """);
        Assert.Equal("127.255.255.255", Assert.Single(house.Discovery.Targets).Value);
        Assert.Equal((Duration.FromSeconds(5), 20002), (house.Discovery.Every, house.Discovery.Port));
        Assert.Equal("/houses/x", house.Accounts[0].Password.Place);
    }

    [Fact]
    public void The_account_called_default_is_the_default_wherever_it_stands()
    {
        var house = Definition(
            """
            house {
              accounts.garden { username = "g@example.com", password { env = GARDEN } }
              accounts.default { username = "d@example.com", password { credential = tapo } }
              plugs { lamp { host = 192.0.2.7 }, pump { host = 192.0.2.8, account = garden } }
            }
            """);
        Assert.Equal(["default", "garden"], [.. house.Accounts.Select(account => account.Name.Value)]);
        Assert.Equal([new(SecretSource.Credential, "tapo"), new SecretReference(SecretSource.Environment, "GARDEN")], house.Accounts.Select(account => account.Password));
        Assert.Equal(["default", "garden"], [.. house.Plugs.Select(plug => plug.Account.Value)]);
    }

    [Fact]
    public void A_range_starts_at_its_network_and_no_target_is_probed_twice()
    {
        var house = Definition(HouseWith("discovery.targets = [ 192.0.2.77/24, \"192.0.2.0/24\", 192.0.2.9, broadcast, broadcast ]"));
        Assert.Equal(["192.0.2.0/24", "192.0.2.9", "broadcast"], [.. house.Discovery.Targets.Select(target => target.Value)]);
    }

    [Fact]
    public void Includes_substitutions_and_the_environment_are_resolved()
    {
        var options = Options(("/houses/plugs/office.conf", "desk { host = ${office-net}.31, account = ${?NO_SUCH} }, fan { host = ${FAN_HOST} }")) with
        {
            Environment = name => name == "FAN_HOST" ? "192.0.2.99" : null,
        };
        var house = Definition(
            $$"""
            office-net = 192.0.2
            house {
              {{Account}}
              plugs { include required("plugs/office.conf") }
              plugs.desk.room = office
            }
            """,
            options);
        Assert.Equal(["192.0.2.31:80", "192.0.2.99:80"], [.. house.Plugs.Select(plug => plug.Host.ToString())]);
        Assert.Equal("office", house.Plugs[0].Room);
    }

    [Fact]
    public void Null_takes_back_what_an_include_says()
    {
        var house = Definition(
            $"house {{ {Account}\n include \"common.conf\"\n plugs.fan = null\n plugs.lamp.room = null }}",
            Options(("/houses/common.conf", "plugs { fan { host = 192.0.2.8 }, lamp { host = 192.0.2.7, room = hall } }")));
        Assert.Null(Assert.Single(house.Plugs).Room);
    }

    [Fact]
    public void A_problem_in_an_included_file_names_that_file()
    {
        var problem = Assert.Single(Read(HouseWith("plugs { include \"plugs.conf\" }"), Options(("/houses/plugs.conf", "\nlamp { mac = 17 }"))).Problems);
        Assert.Equal("/houses/plugs.conf:2:14: '17' is no mac. A mac has twelve hexadecimal digits: write for example \"00-00-5E-00-53-01\"", problem.ToString());
    }

    [Theory]
    [InlineData("${vars.room}")]
    [InlineData("${ vars.room }")]
    [InlineData("${?vars.room}")]
    [InlineData("${? vars.room }")]
    [InlineData("${\"vars\".room}")]
    public void What_is_referred_to_may_stand_beside_the_house(string reference) =>
        Assert.Equal("hall", Definition($"vars {{ room = hall }}\nhouse {{ {Account}\n plugs.lamp {{ mac = 00-00-5E-00-53-01, room = {reference} }} }}").Plugs[0].Room);

    [Fact]
    public void A_value_from_elsewhere_says_where_it_is_written()
    {
        var problem = Assert.Single(Read($"often = 1s\nhouse {{ {Account}\n discovery {{ every = ${{often}} }} }}").Problems);
        Assert.Equal((3, "Write for example every = 60s. The value is written on line 1"), (problem.Line, problem.Hint));
    }

    [Fact]
    public void Nobody_finds_a_plug_without_a_host_where_nothing_is_looked_for()
    {
        var result = Read(HouseWith("discovery { targets = [] }\nplugs { lamp { mac = 00-00-5E-00-53-01 } }"));
        Assert.Equal(HouseFileSeverity.Warning, Assert.Single(result.Problems).Severity);
        Assert.NotNull(result.Definition);
    }

    [Fact]
    public void Of_two_thousand_plugs_the_one_that_is_wrong_is_named()
    {
        var plugs = string.Join('\n', Enumerable.Range(0, 2000).Select(n => $"plug-{n} {{ mac = 00005E00{n:X4}, room = room-{n % 40}, tags = [ t{n % 7} ] }}"));
        Assert.Equal(2000, Definition(HouseWith($"plugs {{\n{plugs}\n}}")).Plugs.Length);
        Assert.Equal(
            ["2004 house.plugs.spare.mac: plug 'spare' has the same mac as plug 'plug-1234' on line 1238 | Correct one, or remove one of the two"],
            Problems(HouseWith($"plugs {{\n{plugs}\nspare.mac = 00005E0004D2\n}}")));
    }

    [Fact]
    public void Line_ends_of_another_system_change_nothing()
    {
        var (unix, windows) = (Example("hillside.conf"), "\ufeff" + Example("hillside.conf").ReplaceLineEndings("\r\n"));
        Assert.Equal(Read(unix).SourceHash, Read(windows).SourceHash);
        Assert.Empty(Read(windows).Problems);
    }

    [Fact]
    public void Problems_are_told_to_programs_in_one_object()
    {
        var json = HouseFileReport.Json(Read(HouseWith("press = folow")).Problems);
        Assert.Equal(
            """{"problems":[{"severity":"error","file":"/houses/hillside.conf","line":3,"column":9,"key":"house.press","message":"\u0027folow\u0027 does not say what a press on the button means","hint":"Did you mean \u0027follow\u0027?"}]}""",
            json);
        Assert.Equal("""{"problems":[]}""", HouseFileReport.Json([]));
    }
}
