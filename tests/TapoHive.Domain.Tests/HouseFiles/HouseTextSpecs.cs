using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

/// <summary>What is written of a house reads back as that house; nothing that a definition can say is left out.</summary>
public class HouseTextSpecs
{
    private static readonly PlugDefinition s_desk = Hillside.Plug("desk", 1) with
    {
        Outlets = [new OutletDefinition("monitor", new OutletSlot(1), null, [], null)],
    };

    private static readonly SceneDefinition s_movie = Scene(
        "movie", new SceneStep.Switch([], ["all"]), new SceneStep.Wait(Duration.FromSeconds(2)));

    private static readonly CalendarDefinition s_holidays = new(new CalendarName("holidays"), [DateRange.FromText("2026-12-25")]);

    private static readonly ScheduleDefinition s_bedtime = new(
        new ScheduleName("bedtime"), new ScheduleTiming.At(Moment.FromText("23:30")), new ScheduleAction.Set([], ["all"]), [], null, null, null, ScheduleDefinition.UsualGrace);

    private static readonly NotifyDefinition s_notify = new(
        NotifyDefinition.UsualAfter,
        NotifyDefinition.UsualPause,
        new WebhookDefinition("https://hooks.example.com/house", null, new SecretReference(SecretSource.Environment, "HOOK_SECRET")),
        new AlertCommand(["/usr/bin/tell"], AlertCommand.UsualWithin));

    /// <summary>Each property of each part of a definition, changed. A property that is missing here has to be written by
    /// HouseWriter and added.</summary>
    private static readonly Dictionary<string, Func<HouseDefinition, HouseDefinition>> s_changes = new(StringComparer.Ordinal)
    {
        ["HouseDefinition.Name"] = house => house with { Name = new HouseName("hilltop") },
        ["HouseDefinition.TimeZone"] = house => house with { TimeZone = "Europe/Paris" },
        ["HouseDefinition.Accounts"] = house => house with { Accounts = [.. house.Accounts, Account("guests")] },
        ["HouseDefinition.Discovery"] = house => house with { Discovery = house.Discovery with { Port = 20003 } },
        ["HouseDefinition.Press"] = house => house with { Press = PressPolicy.Enforce },
        ["HouseDefinition.Plugs"] = house => house with { Plugs = [.. house.Plugs, Hillside.Plug("fan", 2)] },
        ["HouseDefinition.Location"] = house => house with { Location = new Location(50, -0.61) },
        ["AccountDefinition.Name"] = house => house with { Accounts = [Account("guests")], Plugs = [s_desk with { Account = new AccountName("guests") }] },
        ["AccountDefinition.Username"] = house => house with { Accounts = [Account("default") with { Username = "you@example.com" }] },
        ["AccountDefinition.Password"] = house => house with { Accounts = [Account("default") with { Password = new SecretReference(SecretSource.File, "/secrets/tapo") }] },
        ["SecretReference.Source"] = house => house with { Accounts = [Account("default") with { Password = new SecretReference(SecretSource.Credential, "TAPO_PASSWORD") }] },
        ["SecretReference.Place"] = house => house with { Accounts = [Account("default") with { Password = new SecretReference(SecretSource.Environment, "OTHER") }] },
        ["DiscoveryDefinition.Targets"] = house => house with { Discovery = house.Discovery with { Targets = [DiscoveryTarget.FromText("192.0.2.0/24")] } },
        ["DiscoveryDefinition.Every"] = house => house with { Discovery = house.Discovery with { Every = Duration.FromMilliseconds(5500) } },
        ["DiscoveryDefinition.Adopt"] = house => house with { Discovery = house.Discovery with { Adopt = Adoption.Ask } },
        ["DiscoveryDefinition.Port"] = house => house with { Discovery = house.Discovery with { Port = 20003 } },
        ["Location.Latitude"] = house => house with { Location = new Location(1.5, 0) },
        ["Location.Longitude"] = house => house with { Location = new Location(0, 1e-7) },
        ["PlugDefinition.Name"] = Plug(plug => plug with { Name = new PlugName("table") }),
        ["PlugDefinition.Mac"] = Plug(plug => plug with { Mac = Hillside.MacOf(9) }),
        ["PlugDefinition.Id"] = Plug(plug => plug with { Id = "0123456789abcdef0123456789abcdef" }),
        ["PlugDefinition.Host"] = Plug(plug => plug with { Host = new PlugAddress(IPAddress.Parse("192.0.2.31"), 8080) }),
        ["PlugDefinition.Account"] = house => house with { Accounts = [.. house.Accounts, Account("guests")], Plugs = [s_desk with { Account = new AccountName("guests") }] },
        ["PlugDefinition.Room"] = Plug(plug => plug with { Room = "hall" }),
        ["PlugDefinition.Tags"] = Plug(plug => plug with { Tags = ["light", "heat"] }),
        ["PlugDefinition.Protection"] = Plug(plug => plug with { Protection = Protect.OnlyByName }),
        ["PlugDefinition.Base"] = Plug(plug => plug with { Base = PowerState.On }),
        ["PlugDefinition.Press"] = Plug(plug => plug with { Press = PressPolicy.Follow }),
        ["PlugDefinition.Outlets"] = Plug(plug => plug with { Outlets = [] }),
        ["OutletDefinition.Name"] = Outlet(outlet => outlet with { Name = "screen" }),
        ["OutletDefinition.Slot"] = Outlet(outlet => outlet with { Slot = new OutletSlot(2) }),
        ["OutletDefinition.Room"] = Outlet(outlet => outlet with { Room = "hall" }),
        ["OutletDefinition.Tags"] = Outlet(outlet => outlet with { Tags = ["light"] }),
        ["OutletDefinition.Base"] = Outlet(outlet => outlet with { Base = PowerState.Off }),
        ["PlugDefinition.MaxOn"] = Plug(plug => plug with { MaxOn = Duration.FromHours(2) }),
        ["OutletDefinition.MaxOn"] = Outlet(outlet => outlet with { MaxOn = Duration.FromMinutes(90) }),
        ["HouseDefinition.Notify"] = house => house with { Notify = s_notify with { Webhook = null } },
        ["NotifyDefinition.After"] = Notify(notify => notify with { After = Duration.FromMinutes(5) }),
        ["NotifyDefinition.Pause"] = Notify(notify => notify with { Pause = Duration.FromMinutes(5) }),
        ["NotifyDefinition.Webhook"] = Notify(notify => notify with { Webhook = null }),
        ["NotifyDefinition.Command"] = Notify(notify => notify with { Command = null }),
        ["NotifyDefinition.Mqtt"] = Notify(notify => notify with { Mqtt = MqttAlerts.On }),
        ["WebhookDefinition.Url"] = Notify(notify => notify with { Webhook = notify.Webhook! with { Url = "https://hooks.example.com/other" } }),
        ["WebhookDefinition.HiddenUrl"] = Notify(notify => notify with { Webhook = notify.Webhook! with { Url = null, HiddenUrl = new SecretReference(SecretSource.Environment, "HOOK_URL") } }),
        ["WebhookDefinition.Secret"] = Notify(notify => notify with { Webhook = notify.Webhook! with { Secret = new SecretReference(SecretSource.Credential, "hook") } }),
        ["AlertCommand.Run"] = Notify(notify => notify with { Command = notify.Command! with { Run = ["/usr/bin/tell", "a b"] } }),
        ["AlertCommand.Within"] = Notify(notify => notify with { Command = notify.Command! with { Within = Duration.FromSeconds(5) } }),
        ["HouseDefinition.Schedules"] = house => house with { Schedules = [s_bedtime, s_bedtime with { Name = new ScheduleName("later"), When = new ScheduleTiming.Every(Duration.FromHours(4)) }] },
        ["HouseDefinition.Calendars"] = house => house with { Calendars = [.. house.Calendars ?? [], new CalendarDefinition(new CalendarName("school"), [DateRange.FromText("2026-12-20/2027-01-06")])] },
        ["ScheduleDefinition.Name"] = Bedtime(bedtime => bedtime with { Name = new ScheduleName("night") }),
        ["ScheduleDefinition.When"] = Timing(new ScheduleTiming.At(new Moment.Sun(SunEvent.Sunset, Duration.FromMinutes(-20)))),
        ["ScheduleDefinition.Does"] = Bedtime(bedtime => bedtime with { Does = new ScheduleAction.Scene(new SceneName("movie")) }),
        ["ScheduleDefinition.Days"] = Bedtime(bedtime => bedtime with { Days = [IsoDayOfWeek.Monday, IsoDayOfWeek.Sunday] }),
        ["ScheduleDefinition.Spread"] = Bedtime(bedtime => bedtime with { Spread = Duration.FromMinutes(10) }),
        ["ScheduleDefinition.Skip"] = Bedtime(bedtime => bedtime with { Skip = new CalendarName("holidays") }),
        ["ScheduleDefinition.Only"] = Bedtime(bedtime => bedtime with { Only = new CalendarName("holidays") }),
        ["ScheduleDefinition.Grace"] = Bedtime(bedtime => bedtime with { Grace = Duration.FromMinutes(30) }),
        ["ScheduleDefinition.Enablement"] = Bedtime(bedtime => bedtime with { Enablement = Enablement.Disabled }),
        ["At.When"] = Timing(new ScheduleTiming.At(Moment.FromText("2036-12-24T17:00"))),
        ["Window.From"] = Timing(new ScheduleTiming.Window(Moment.FromText("sunset"), Moment.FromText("23:00"))),
        ["Window.Until"] = Timing(new ScheduleTiming.Window(Moment.FromText("22:00"), Moment.FromText("15m after dusk"))),
        ["Cron.Expression"] = Timing(new ScheduleTiming.Cron("0 0 7 ? * MON-FRI")),
        ["Every.Period"] = Timing(new ScheduleTiming.Every(Duration.FromHours(4))),
        ["Set.On"] = Bedtime(bedtime => bedtime with { Does = new ScheduleAction.Set(["desk.monitor"], []) }),
        ["Set.Off"] = Bedtime(bedtime => bedtime with { Does = new ScheduleAction.Set([], ["desk.monitor", "not desk.monitor or all"]) }),
        ["Scene.Name"] = Bedtime(bedtime => bedtime with { Does = new ScheduleAction.Scene(new SceneName("movie")) }),
        ["CalendarDefinition.Name"] = house => house with { Calendars = [new CalendarDefinition(new CalendarName("feasts"), s_holidays.Dates)] },
        ["CalendarDefinition.Dates"] = house => house with { Calendars = [s_holidays with { Dates = [.. s_holidays.Dates, DateRange.FromText("2026-12-31/2027-01-01")] }] },
        ["HouseDefinition.Updates"] = house => house with { Updates = FirmwareUpdates.Off },
        ["HouseDefinition.Scenes"] = house => house with { Scenes = [.. house.Scenes ?? [], Scene("night", new SceneStep.Switch([], ["all"]))] },
        ["SceneDefinition.Name"] = house => house with { Scenes = [s_movie with { Name = new SceneName("film") }] },
        ["SceneDefinition.Steps"] = Steps(steps => [.. steps, new SceneStep.Wait(Duration.FromSeconds(3))]),
        ["SceneDefinition.OnFailure"] = house => house with { Scenes = [s_movie with { OnFailure = FailurePolicy.Undo }] },
        ["Switch.On"] = Steps(steps => [((SceneStep.Switch)steps[0]) with { On = ["desk.monitor"], Off = [] }, steps[1]]),
        ["Switch.Off"] = Steps(steps => [((SceneStep.Switch)steps[0]) with { Off = ["desk", "all and not desk.monitor"] }, steps[1]]),
        ["Switch.Within"] = Steps(steps => [((SceneStep.Switch)steps[0]) with { Within = Duration.FromSeconds(5) }, steps[1]]),
        ["Switch.Gap"] = Steps(steps => [((SceneStep.Switch)steps[0]) with { Gap = Duration.FromMilliseconds(1500) }, steps[1]]),
        ["Switch.AtOnce"] = Steps(steps => [((SceneStep.Switch)steps[0]) with { AtOnce = 3 }, steps[1]]),
        ["Wait.Length"] = Steps(steps => [steps[0], new SceneStep.Wait(Duration.FromSeconds(7))]),
        ["Play.Scene"] = house => house with { Scenes = [Scene("night", new SceneStep.Switch([], ["all"])), s_movie with { Steps = [.. s_movie.Steps, new SceneStep.Play(new SceneName("night"))] }] },
    };

    public static TheoryData<string> Examples => new() { "hillside.conf", "flat.conf" };

    public static TheoryData<string> Properties =>
    [
        .. from part in new[]
            {
                typeof(HouseDefinition), typeof(AccountDefinition), typeof(SecretReference), typeof(DiscoveryDefinition), typeof(Location),
                typeof(PlugDefinition), typeof(OutletDefinition), typeof(SceneDefinition), typeof(SceneStep.Switch), typeof(SceneStep.Wait),
                typeof(SceneStep.Play), typeof(ScheduleDefinition), typeof(ScheduleTiming.At), typeof(ScheduleTiming.Window), typeof(ScheduleTiming.Cron),
                typeof(ScheduleTiming.Every), typeof(ScheduleAction.Set), typeof(ScheduleAction.Scene), typeof(CalendarDefinition),
                typeof(NotifyDefinition), typeof(WebhookDefinition), typeof(AlertCommand),
            }
           from property in part.GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.CanWrite
           select $"{part.Name}.{property.Name}",
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_reads_back_as_it_was(string name)
    {
        var read = Read(Example(name));

        var again = Read(HouseText.Of(read.Definition!));

        Assert.Empty(again.Problems);
        Assert.Equal(read.SourceHash, again.SourceHash);
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Every_property_is_written_and_read_back(string property)
    {
        var house = Hillside.Definition(s_desk) with
        {
            Location = new Location(51.48, -0.61),
            Scenes = [s_movie],
            Schedules = [s_bedtime],
            Calendars = [s_holidays],
            Notify = s_notify,
        };
        Assert.True(s_changes.TryGetValue(property, out var change), $"{property} is new: write it in HouseWriter, and change it here.");
        var changed = change(house);

        var text = HouseText.Of(changed);
        var read = Read(text);

        Assert.Empty(read.Problems);
        Assert.NotEqual(HouseText.Of(house), text, StringComparer.Ordinal);
        Assert.Equal(text, HouseText.Of(read.Definition!));
        Assert.NotEqual(Read(HouseText.Of(house)).SourceHash, read.SourceHash, StringComparer.Ordinal);
    }

    [Fact]
    public void It_is_written_as_a_person_would()
    {
        var house = Hillside.Definition(
            Hillside.Plug("lamp", 1) with { Room = "hall", Tags = ["light"] },
            s_desk with { Mac = null, Host = new PlugAddress(IPAddress.Parse("192.0.2.31"), 80), Outlets = [new("monitor", new OutletSlot(1), null, [], null), new("printer", new OutletSlot(2), null, ["paper"], PowerState.Off)] });

        Assert.Equal(
            """
            house {
              name = hillside
              time-zone = Europe/London
              accounts {
                default { username = "me@example.com", password { env = TAPO_PASSWORD } }
              }
              discovery {
                targets = [ broadcast, own-subnets ]
                every = 1m
                adopt = auto
              }
              press = follow
              plugs {
                lamp { mac = 00-00-5E-00-53-01, room = hall, tags = [ light ] }
                desk { host = 192.0.2.31, outlets { monitor = 1, printer { index = 2, tags = [ paper ], base = off } } }
              }
            }

            """.ReplaceLineEndings("\n"),
            HouseText.Of(house));
    }

    [Fact]
    public void Two_thousand_plugs_are_read_back_whole()
    {
        var house = Hillside.Definition([.. Enumerable.Range(1, 2_000).Select(number => Hillside.Plug($"plug-{number}", number) with { Room = $"room-{number % 40}", Tags = ["light", "heat"] })]);

        var read = Read(HouseText.Of(house));

        Assert.Empty(read.Problems);
        Assert.Equal(2_000, read.Definition!.Plugs.Length);
        Assert.Equal(HouseText.Of(house), HouseText.Of(read.Definition));
    }

    [Property(MaxTest = 300, Replay = "(3130313,7)")]
    public void Any_text_that_a_person_may_have_given_comes_back(string username, string place)
    {
        var user = $"me@{Trimmed(username)}";
        var path = $"/{Trimmed(place)}";
        var house = Hillside.Definition() with
        {
            Accounts = [new AccountDefinition(new AccountName("default"), user, new SecretReference(SecretSource.File, path))],
        };

        var account = Read(HouseText.Of(house)).Definition?.Accounts[0];

        Assert.Equal((user, Path.GetFullPath(path)), (account?.Username, account?.Password.Place));
    }

    private static SceneDefinition Scene(string name, params SceneStep[] steps) => new(new SceneName(name), [.. steps]);

    private static Func<HouseDefinition, HouseDefinition> Steps(Func<ImmutableArray<SceneStep>, ImmutableArray<SceneStep>> change) =>
        house => house with { Scenes = [s_movie with { Steps = change(s_movie.Steps) }] };

    private static Func<HouseDefinition, HouseDefinition> Bedtime(Func<ScheduleDefinition, ScheduleDefinition> change) =>
        house => house with { Schedules = [change(s_bedtime)] };

    private static Func<HouseDefinition, HouseDefinition> Timing(ScheduleTiming timing) => Bedtime(bedtime => bedtime with { When = timing });

    private static string Trimmed(string? text) => new([.. (text ?? "").Where(c => !char.IsSurrogate(c) && c != '\0' && !char.IsWhiteSpace(c)).DefaultIfEmpty('x')]);

    private static AccountDefinition Account(string name) =>
        new(new AccountName(name), "me@example.com", new SecretReference(SecretSource.Environment, "TAPO_PASSWORD"));

    private static Func<HouseDefinition, HouseDefinition> Notify(Func<NotifyDefinition, NotifyDefinition> change) =>
        house => house with { Notify = change(s_notify) };

    private static Func<HouseDefinition, HouseDefinition> Plug(Func<PlugDefinition, PlugDefinition> change) =>
        house => house with { Plugs = [change(house.Plugs[0])] };

    private static Func<HouseDefinition, HouseDefinition> Outlet(Func<OutletDefinition, OutletDefinition> change) =>
        Plug(plug => plug with { Outlets = [change(plug.Outlets[0])] });
}
