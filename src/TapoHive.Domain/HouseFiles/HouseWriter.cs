using System.Globalization;
using NodaTime;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.HouseFiles;

/// <summary>
/// The one place that knows how each part of a definition is written. Exports, what travels to a hive, and the comparison of two
/// houses are all made from it: a part that is missing here would be lost in each of them, and a test says so.
/// </summary>
internal static class HouseWriter
{
    /// <summary>The whole house: what stands between the braces of <c>house { }</c>.</summary>
    public static Written.Fields Write(HouseDefinition house, HouseDetail detail)
    {
        var fields = new WrittenFields()
            .Say("name", house.Name.Value)
            .Say("time-zone", house.TimeZone);
        if (house.Location is { } at)
        {
            fields.Part("location", new WrittenFields().Say("latitude", Degrees(at.Latitude)).Say("longitude", Degrees(at.Longitude)));
        }

        if (detail == HouseDetail.Complete)
        {
            fields.Say("default account", house.Accounts.IsEmpty ? null : house.Accounts[0].Name.Value);
        }

        return fields
            .Part("accounts", Each(house.Accounts, static account => account.Name.Value, Account))
            .Part("discovery", Discovery(house.Discovery))
            .Say("press", Word(house.Press))
            .Say("firmware-updates", house.Updates is { } updates ? updates == FirmwareUpdates.Off ? "off" : "left" : null)
            .Part("notify", house.Notify is { } notify ? NotifyWriter.Write(notify) : new WrittenFields())
            .Part("plugs", Each(house.Plugs, static plug => plug.Name.Value, plug => Plug(plug, house, detail)))
            .Part("scenes", Each(house.Scenes ?? [], static scene => scene.Name.Value, SceneWriter.Write))
            .Part("schedules", Each(house.Schedules ?? [], static schedule => schedule.Name.Value, ScheduleWriter.Write))
            .Part("calendars", Each(house.Calendars ?? [], static calendar => calendar.Name.Value, ScheduleWriter.Write))
            .ToFields();
    }

    private static WrittenFields Each<T>(IEnumerable<T> parts, Func<T, string> name, Func<T, WrittenFields> write)
    {
        var fields = new WrittenFields();
        foreach (var part in parts)
        {
            fields.Add(name(part), write(part).ToFields());
        }

        return fields;
    }

    private static WrittenFields Account(AccountDefinition account) => new WrittenFields()
        .Say("username", account.Username)
        .Part("password", Secret(account.Password));

    /// <summary>Where a secret is kept.</summary>
    internal static WrittenFields Secret(SecretReference secret) => new WrittenFields().Say(
        secret.Source switch
        {
            SecretSource.File => "file",
            SecretSource.Environment => "env",
            SecretSource.Credential => "credential",
            var other => throw new InvalidOperationException($"No house file can say {other}."),
        },
        secret.Place);

    private static WrittenFields Discovery(DiscoveryDefinition discovery) => new WrittenFields()
        .Add("targets", new Written.Items([.. discovery.Targets.Select(static target => new Written.Word(target.Value))]))
        .Say("every", discovery.Every)
        .Say("adopt", discovery.Adopt == Adoption.Ask ? "ask" : "auto")
        .Say("port", discovery.Port == DiscoveryDefinition.UsualPort ? null : Number(discovery.Port));

    private static WrittenFields Plug(PlugDefinition plug, HouseDefinition house, HouseDetail detail)
    {
        var isUsual = !house.Accounts.IsEmpty && plug.Account == house.Accounts[0].Name && detail == HouseDetail.AsInAFile;
        return new WrittenFields()
            .Say("mac", plug.Mac?.ToString())
            .Say("id", plug.Id)
            .Say("host", plug.Host is { } host ? Address(host) : null)
            .Say("account", isUsual ? null : plug.Account.Value)
            .Say("room", plug.Room)
            .Each("tags", plug.Tags)
            .Say("protect", plug.Protection == Protect.OnlyByName ? "true" : null)
            .Say("base", plug.Base?.Word())
            .Say("press", plug.Press is { } press ? Word(press) : null)
            .Part("safety", Safety(plug.MaxOn))
            .Part("outlets", Outlets(plug));
    }

    private static WrittenFields Outlets(PlugDefinition plug)
    {
        var fields = new WrittenFields();
        foreach (var outlet in plug.Outlets)
        {
            var more = new WrittenFields().Say("room", outlet.Room).Each("tags", outlet.Tags).Say("base", outlet.Base?.Word()).Part("safety", Safety(outlet.MaxOn)).ToFields();
            var index = new Written.Word(outlet.Slot.ToString());
            fields.Add(outlet.Name, more.Entries.IsEmpty ? index : new Written.Fields([KeyValuePair.Create<string, Written>("index", index), .. more.Entries]));
        }

        return fields;
    }

    private static WrittenFields Safety(Duration? maxOn) => new WrittenFields().Say("max-on", maxOn);

    private static string Word(PressPolicy press) => press == PressPolicy.Enforce ? "enforce" : "follow";

    private static string Address(PlugAddress host) => host.Port == 80 ? host.Host.ToString() : host.ToString();

    private static string Degrees(double degrees) => degrees.ToString("R", CultureInfo.InvariantCulture);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
