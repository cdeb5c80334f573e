using TapoHive.Domain.HouseFiles;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

/// <summary>What people get wrong, and the sentence they get for it. All but the last table begin on line 3, inside a house with an account.</summary>
public class HouseFileMistakeSpecs
{
    public static TheoryData<string, string> Keys => new()
    {
        { "discovry { every = 60s }", "3 house.discovry: unknown key 'discovry' in a house | Did you mean 'discovery'?" },
        { "timezone = \"Europe/London\"", "3 house.timezone: unknown key 'timezone' in a house | Did you mean 'time-zone'?" },
        { "discovery {\n  evry = 60s }", "4 house.discovery.evry: unknown key 'evry' in discovery | Did you mean 'every'?" },
        { "plugs { lamp { mac = \"00-00-5E-00-53-01\", tag = light } }", "3 house.plugs.lamp.tag: unknown key 'tag' in a plug | Did you mean 'tags'?" },
        { "plugs { lamp { ip = \"192.0.2.7\", id = 00000000000000000000000000000000 } }", "3 house.plugs.lamp.ip: unknown key 'ip' in a plug | Did you mean 'host'?" },
        { "plugs { lamp { mac = \"00-00-5E-00-53-01\", index = 1 } }", "3 house.plugs.lamp.index: unknown key 'index' in a plug | 'index' belongs to an outlet" },
        { "plugs { lamp { mac = \"00-00-5E-00-53-01\", colour = red } }", "3 house.plugs.lamp.colour: unknown key 'colour' in a plug | The keys of a plug are mac, id, host, account, room, tags, protect, base, press, outlets, safety" },
        { "plugs { iron { mac = \"00-00-5E-00-53-01\", safety { max-on = 2 } } }", "3 house.plugs.iron.safety.max-on: '2' has no unit | Write for example 2s for seconds or 2m for minutes" },
        { "plugs { iron { mac = \"00-00-5E-00-53-01\", safety { max-on = 0s } } }", "3 house.plugs.iron.safety.max-on: nothing can be on for less than a second | Write for example max-on = 2h" },
        { "plugs { iron { mac = \"00-00-5E-00-53-01\", safety { max-on = 60d } } }", "3 house.plugs.iron.safety.max-on: a limit of more than 30 days protects nobody | Write for example max-on = 2h" },
        { "plugs { iron { mac = \"00-00-5E-00-53-01\", safety { } } }", "3 house.plugs.iron.safety.max-on: safety says nothing | Write safety { max-on = 2h }, or remove it" },
        { "plugs { iron { mac = \"00-00-5E-00-53-01\", safety = 2h } }", "3 house.plugs.iron.safety: 'safety' holds keys of its own, not a single value | Write safety { max-on = 2h }" },
        { "plugs { iron { mac = \"00-00-5E-00-53-01\", max-on = 2h } }", "3 house.plugs.iron.max-on: unknown key 'max-on' in a plug | 'max-on' belongs to safety" },
        { "firmware-updates = never", "3 house.firmware-updates: 'never' does not say what becomes of firmware updates | Write off (plugs are told not to update themselves) or left (they are as people set them)" },
        { "auto-update = off", "3 house.auto-update: unknown key 'auto-update' in a house | Did you mean 'firmware-updates'?" },
        { "press = follow\npress = enforce", "4 house.press: 'house.press' is already set on line 3 | Remove one of the two" },
        { "plugs {\n  lamp { mac = \"00-00-5E-00-53-01\" }\n  lamp { room = hall }\n}", "5 house.plugs.lamp: 'house.plugs.lamp' is already set on line 4 | Make it one, or give one of the two another name" },
        { "plugs { lamp { host = \"192.0.2.7\" } }\nplugs { fan { host = \"192.0.2.8\" } }", "4 house.plugs: 'house.plugs' is already set on line 3 | Make it one, or give one of the two another name" },
        { "plugs { mac = \"00-00-5E-00-53-01\" }", "3 house.plugs.mac: 'mac' stands where the name of a plug should | Write lamp { mac = \"00-00-5E-00-53-01\" }" },
        { "plugs = [ lamp, fan ]", "3 house.plugs: 'plugs' holds keys of its own, not a list | Write plugs { lamp { mac = \"00-00-5E-00-53-01\" } }" },
        { "plugs { lamp = \"00-00-5E-00-53-01\" }", "3 house.plugs.lamp: 'lamp' holds keys of its own, not a single value | Write lamp { mac = \"00-00-5E-00-53-01\" }" },
    };

    public static TheoryData<string, string> Names => new()
    {
        { "name = \"Hill Side\"", "3 house.name: 'Hill Side' cannot be the name of a house | Write hill-side: names are lower-case letters and digits, joined by single dashes, at most 40" },
        { "plugs {\n\n  Lamp { host = \"192.0.2.7\" } }", "5 house.plugs.Lamp: 'Lamp' cannot be the name of a plug | Write lamp: names are lower-case letters and digits, joined by single dashes, at most 40" },
        { "plugs { \"Küche\" { host = \"192.0.2.7\" } }", "3 house.plugs.Küche: 'Küche' cannot be the name of a plug | Write kueche: names are lower-case letters and digits, joined by single dashes, at most 40" },
        { "plugs { all { host = \"192.0.2.7\" } }", "3 house.plugs.all: 'all' has a meaning of its own in selectors, so a plug cannot be called that | Choose another name" },
        { "plugs { lamp { host = \"192.0.2.7\", room = Living Room } }", "3 house.plugs.lamp.room: 'Living Room' cannot be the name of a room | Write living-room: names are lower-case letters and digits, joined by single dashes, at most 40" },
        { "plugs { lamp { host = \"192.0.2.7\", tags = [ light, not ] } }", "3 house.plugs.lamp.tags: 'not' has a meaning of its own in selectors, so a tag cannot be called that | Choose another name" },
        { "plugs { lamp { host = \"192.0.2.7\", tags = light heat } }", "3 house.plugs.lamp.tags: 'light heat' is one tag, and cannot be | If several are meant, write tags = [ light, heat ]" },
        { "plugs { lamp { host = \"192.0.2.7\", account = defalt } }", "3 house.plugs.lamp.account: plug 'lamp' belongs to account 'defalt', which does not exist | Did you mean 'default'?" },
        { "plugs { lamp { host = \"192.0.2.7\", account = other } }", "3 house.plugs.lamp.account: plug 'lamp' belongs to account 'other', which does not exist | The accounts of this house are default" },
    };

    public static TheoryData<string, string> Devices => new()
    {
        { "plugs { lamp { room = hall } }", "3 house.plugs.lamp: nothing says which device plug 'lamp' is | Give it a mac (it is printed on the plug), an id, or a host" },
        { "plugs { lamp { mac = \"00-00-5E-00-53\" } }", "3 house.plugs.lamp.mac: '00-00-5E-00-53' is no mac | A mac has twelve hexadecimal digits: write for example \"00-00-5E-00-53-01\"" },
        { "plugs { lamp { mac = \"192.0.2.7\" } }", "3 house.plugs.lamp.mac: '192.0.2.7' is no mac | This is an address: write host = \"192.0.2.7\"" },
        { "plugs { lamp { mac = \"00-00-00-00-00-00\" } }", "3 house.plugs.lamp.mac: no plug has the mac '00-00-00-00-00-00' | Write the one that is printed on the plug" },
        { "plugs { lamp { host = \"00-00-5E-00-53-01\" } }", "3 house.plugs.lamp.host: '00-00-5E-00-53-01' is no address of a plug | This is a mac: write mac = \"00-00-5E-00-53-01\"" },
        { "plugs { lamp { host = lamp.example } }", "3 house.plugs.lamp.host: 'lamp.example' is no address of a plug | Write its IPv4 address, with a port if that is not 80: \"192.0.2.31\" or \"192.0.2.31:8080\"" },
        { "plugs { lamp { host = 192.0.2.010 } }", "3 house.plugs.lamp.host: '192.0.2.010' is no address of a plug | Write its IPv4 address, with a port if that is not 80: \"192.0.2.31\" or \"192.0.2.31:8080\"" },
        { "plugs { lamp { host = \"192.0.2.7:99999\" } }", "3 house.plugs.lamp.host: '192.0.2.7:99999' is no address of a plug | Write its IPv4 address, with a port if that is not 80: \"192.0.2.31\" or \"192.0.2.31:8080\"" },
        { "plugs { lamp { host = \"255.255.255.255\" } }", "3 house.plugs.lamp.host: no plug can have the address '255.255.255.255' | Write the address of this one plug; ranges stand in discovery.targets" },
        { "plugs { lamp { id = 8022 } }", "3 house.plugs.lamp.id: '8022' is no device id | A device id has 32 or 40 hexadecimal digits: write it as 'tapohive discover' shows it" },
        { "plugs { lamp { id = 00-00-5E-00-53-01 } }", "3 house.plugs.lamp.id: '00-00-5E-00-53-01' is no device id | This is a mac: write mac = \"00-00-5E-00-53-01\"" },
        { "plugs {\n lamp { mac = \"00-00-5E-00-53-01\" }\n fan { mac = 00005e005301 }\n}", "5 house.plugs.fan.mac: plug 'fan' has the same mac as plug 'lamp' on line 4 | Correct one, or remove one of the two" },
        { "plugs {\n lamp { host = \"192.0.2.7\" }\n fan { host = \"192.0.2.7:80\" }\n}", "5 house.plugs.fan.host: plug 'fan' has the same host as plug 'lamp' on line 4 | Correct one, or remove one of the two" },
        { "plugs {\n lamp { id = AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA }\n fan { id = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }\n}", "5 house.plugs.fan.id: plug 'fan' has the same id as plug 'lamp' on line 4 | Correct one, or remove one of the two" },
        { "plugs { desk { host = \"192.0.2.7\", outlets {\n a = 1\n b { index = 1 }\n} } }", "5 house.plugs.desk.outlets.b.index: outlet 'desk.b' has the same index as outlet 'desk.a' on line 4 | Correct one, or remove one of the two" },
        { "plugs { desk { host = \"192.0.2.7\", outlets {\n a = 1\n b = 1.0\n} } }", "5 house.plugs.desk.outlets.b: outlet 'desk.b' has the same index as outlet 'desk.a' on line 4 | Correct one, or remove one of the two" },
        { "plugs { desk { host = \"192.0.2.7\", outlets { a = 0 } } }", "3 house.plugs.desk.outlets.a: '0' is no position on a strip | Outlets count from 1, and no strip has more than 8: write a = 1" },
        { "plugs { desk { host = \"192.0.2.7\", outlets { a { index = 9 } } } }", "3 house.plugs.desk.outlets.a.index: '9' is no position on a strip | Outlets count from 1, and no strip has more than 8: write a = 1" },
        { "plugs { desk { host = \"192.0.2.7\", outlets { a { tags = [ light ] } } } }", "3 house.plugs.desk.outlets.a.index: nothing says which relay outlet 'desk.a' is | Give it an index: the position on the strip, counted from 1" },
        { "plugs { desk { host = \"192.0.2.7\", outlets = [ a, b ] } }", "3 house.plugs.desk.outlets: 'outlets' holds keys of its own, not a list | Write outlets { monitor = 1, printer = 2 }" },
        { "plugs { desk { host = \"192.0.2.7\", outlets { a { index = 1, protect = true } } } }", "3 house.plugs.desk.outlets.a.protect: unknown key 'protect' in an outlet | 'protect' belongs to a plug" },
    };

    public static TheoryData<string, string> Values => new()
    {
        { "discovery { every = 60 }", "3 house.discovery.every: '60' has no unit | Write for example 60s for seconds or 60m for minutes" },
        { "discovery { every = 2s }", "3 house.discovery.every: looking for plugs more often than every 5 seconds would only load the network | Write for example every = 60s" },
        { "discovery { every = soon }", "3 house.discovery.every: a length of time is expected here, not 'soon' | Write a number and a unit (ms, s, m, h, d, w), for example 60s" },
        { "discovery { port = 70000 }", "3 house.discovery.port: '70000' is out of range | Write a number from 1 to 65535" },
        { "discovery { adopt = yes }", "3 house.discovery.adopt: 'yes' does not say what becomes of found plugs | Write auto (found plugs join the house) or ask (they wait for: tapohive adopt)" },
        { "discovery { targets = [ brodcast ] }", "3 house.discovery.targets: 'brodcast' is no place to look for plugs | Did you mean 'broadcast'?" },
        { "discovery { targets = [ broadcast,\n\"10.0.0.0/8\" ] }", "4 house.discovery.targets: '10.0.0.0/8' is no place to look for plugs | A range is probed address by address, so it may be a /16 at most: write \"10.0.0.0/16\", or the smaller ranges that hold plugs" },
        { "discovery { targets = [ \"192.0.2.0/33\" ] }", "3 house.discovery.targets: '192.0.2.0/33' is no place to look for plugs | The number after '/' is from 16 (65,536 addresses) to 32 (one)" },
        { "discovery { targets = [ \"192.0.2.1-192.0.2.9\" ] }", "3 house.discovery.targets: '192.0.2.1-192.0.2.9' is no place to look for plugs | Write a range with its prefix: \"192.0.2.0/28\"" },
        { "discovery { targets = [ \"2001:db8::1\" ] }", "3 house.discovery.targets: '2001:db8::1' is no place to look for plugs | Plugs are reached over IPv4, on the port that discovery.port gives: write \"192.0.2.31\"" },
        { "discovery { targets = [] }", "3 house.discovery.targets: the house lists no plugs, and looks for none | List plugs, or remove targets = [] so that they are looked for" },
        { "time-zone = \"Europe/Londn\"", "3 house.time-zone: 'Europe/Londn' is no time zone | Did you mean \"Europe/London\"?" },
        { "time-zone = london", "3 house.time-zone: 'london' is no time zone | Did you mean \"Europe/London\"?" },
        { "time-zone = W. Europe Standard Time", "3 house.time-zone: 'W. Europe Standard Time' is no time zone | Did you mean \"Europe/Berlin\"?" },
        { "location { latitude = 151.48, longitude = 0 }", "3 house.location.latitude: '151.48' is no latitude | Write decimal degrees from -90 to 90" },
        { "location { latitude = 51.48 }", "3 house.location.longitude: the location has no longitude | Write location { latitude = 51.48, longitude = -0.61 }" },
        { "location { latitude = 51.48, longitude = west }", "3 house.location.longitude: a number is expected here, not 'west' | Write for example 42 or -0.61" },
        { "press = folow", "3 house.press: 'folow' does not say what a press on the button means | Did you mean 'follow'?" },
        { "plugs { lamp { host = \"192.0.2.7\", protect = True } }", "3 house.plugs.lamp.protect: yes or no is expected here, not 'True' | Write true, yes or on; false, no or off" },
        { "plugs { lamp { host = \"192.0.2.7\", base = true } }", "3 house.plugs.lamp.base: 'true' is neither on nor off | Write base = on" },
        { "plugs { lamp { host = \"192.0.2.7\", base = dim } }", "3 house.plugs.lamp.base: 'dim' is neither on nor off | Write base = on or base = off; without it the plug is left as it is" },
    };

    public static TheoryData<string, string> Readings => new()
    {
        { "plugs { lamp { mac = 00:00:5E:00:53:01 } }", "3 house.plugs.lamp.mac: '00:00:5E:00:53:01' must be quoted: \"00:00:5E:00:53:01\" | Bare text cannot hold ':'" },
        { "plugs { lamp { host = 192.0.2.7:8080 } }", "3 house.plugs.lamp.host: '192.0.2.7:8080' must be quoted: \"192.0.2.7:8080\" | Bare text cannot hold ':'" },
        { "plugs { lamp { mac = } }", "3 house.plugs.lamp.mac: 'mac' has no value | Write the value after it, or remove the key" },
        { "plugs { lamp { host = ${nowhere} } }", "3 nowhere: ${nowhere} refers to nothing: no such key, and no such environment variable | Set it, or write ${?nowhere} if it may be absent" },
        { "include \"more.conf\"", "3 house: the included file 'more.conf' does not exist | It counts as empty; include required(...) insists on it" },
        { "plugs {\n lamp { host = \"192.0.2.7\"\n fan { host = \"192.0.2.8\" }\n tv { host = \"192.0.2.9\" }\n}", "4 house: this '{' is never closed | Add the missing '}'" },
    };

    public static TheoryData<string, string> WholeFiles => new()
    {
        { "", "1 house: there is no house in '/houses/hillside.conf' | Write house { name = hillside, accounts.default { ... } }" },
        { "hose { name = a }", "1 hose: unknown key 'hose' beside the house | Did you mean 'house'?" },
        { $"name = a\n{Account}", "1 name: 'name' stands outside of a house | Put the whole file inside house { ... }" },
        { $"house {{ {Account} }}\nplugs {{ }}", "2 plugs: unknown key 'plugs' beside the house | Move it into house { ... }" },
        { $"house {{ {Account} }}\nmac = 1", "2 mac: unknown key 'mac' beside the house | Outside of house { ... } stands only what ${...} refers to" },
        { "house { name = a }", "1 house.accounts: the house has no account to log in to its plugs with | Write accounts.default { username = \"me@example.com\", password { file = secrets/tapo } }" },
        { "house { accounts { } }", "1 house.accounts: 'accounts' names no account | Write accounts.default { username = \"me@example.com\", password { file = secrets/tapo } }" },
        { "house {\naccounts {\nusername = \"me@example.com\" } }", "3 house.accounts.username: 'username' stands where the name of an account should | Write accounts.default { username = \"me@example.com\", password { file = secrets/tapo } }" },
        { "house { accounts.default { password { env = P } } }", "1 house.accounts.default.username: account 'default' has no username | Write username = \"me@example.com\", exactly as the Tapo app shows it" },
        { "house { accounts.default { username = me, password { env = P } } }", "1 house.accounts.default.username: the username is no e-mail address | Plugs know the account by its e-mail, exactly as the Tapo app shows it" },
        { "house { accounts.default { username = \"a@b\" } }", "1 house.accounts.default.password: account 'default' has no password | Write password { file = secrets/tapo }, { env = TAPO_PASSWORD } or { credential = tapo }" },
        { "house { accounts.default { username = me@example.com, password { env = P } } }", "1 house.accounts.default.username: 'me@example.com' must be quoted: \"me@example.com\" | Bare text cannot hold '@'" },
    };

    [Theory]
    [MemberData(nameof(Keys))]
    [MemberData(nameof(Names))]
    [MemberData(nameof(Devices))]
    [MemberData(nameof(Values))]
    [MemberData(nameof(Readings))]
    public void A_mistake_gets_one_sentence_of_fact_one_of_remedy_and_its_line(string lines, string problem) =>
        Assert.Equal([problem], Problems(HouseWith(lines)));

    [Theory]
    [MemberData(nameof(WholeFiles))]
    public void A_file_without_a_usable_house_says_what_is_missing(string text, string problem) => Assert.Equal([problem], Problems(text));

    [Fact]
    public void A_missing_file_is_a_problem_like_any_other()
    {
        var result = HouseFile.Read("/houses/none.conf", Options());
        Assert.Equal("/houses/none.conf:1:1: there is no such file", Assert.Single(result.Problems).ToString());
        Assert.Null(result.Definition);
    }

    [Fact]
    public void Twelve_mistakes_are_twelve_problems_each_on_its_own_line()
    {
        var result = Read(
            """
            house {
              name = Hillside
              time-zone = "Europe/Londn"
              accounts.default { username = me@example.com, password { file = secrets/tapo } }
              discovery {
                every = 60
                targets = [ broadcast, "10.0.0.0/8" ]
              }
              plugs {
                lamp   { mac = "00-00-5E-00-53-01", room = hall, tags = [ light ] }
                lamp2  { mac = "00-00-5E-00-53-01" }
                fridge { mac = "00-00-5E-00-53-02", protect = maybe }
                heater { host = 00:00:5E:00:53:03 }
                tv     { room = living, tags = [ tv ] }
                desk   { host = "192.0.2.31", outlets { monitor = 1, printer = 1 } }
                fan    { host = "192.0.2.32", acount = default }
              }
              scenes { evening { on = lapm } }
            }
            """);
        Assert.Equal([2, 3, 4, 6, 7, 11, 12, 13, 14, 15, 16, 18], result.Problems.Select(problem => problem.Line));
        Assert.Null(result.Definition);
        Assert.Equal("", result.SourceHash);
    }

    [Fact]
    public void An_open_bracket_brings_no_problems_that_are_none_and_hides_none_before_it()
    {
        var lines = Read(HouseWith("plugs {\n fan { mac = \"y\", colour = red }\n lamp { host = \"192.0.2.7\"\n tv { mac = \"x\" }\n}")).Problems.Select(problem => problem.Line);
        Assert.Equal([4, 4, 5], lines);
    }
}
