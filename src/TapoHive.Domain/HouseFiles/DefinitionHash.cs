using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Energy;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Scenes;
using TapoHive.Domain.Schedules;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>
/// The fingerprint of what a house file means: SHA-256 over one line for each value, sorted. What a file leaves unsaid has no
/// line, so that a version that knows more keys gives old files their old fingerprints.
/// </summary>
internal static class DefinitionHash
{
    public static string Of(HouseDefinition house)
    {
        var lines = new List<string>();
        Say("name", house.Name.Value);
        Say("time-zone", house.TimeZone);
        Say("location", house.Location is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.Latitude:R} {at.Longitude:R}") : null);
        Say("press", house.Press.ToString());
        Say("firmware-updates", house.Updates?.ToString());
        Say("discovery.every", house.Discovery.Every.ToString("o", CultureInfo.InvariantCulture));
        Say("discovery.adopt", house.Discovery.Adopt.ToString());
        Say("discovery.port", house.Discovery.Port.ToString(CultureInfo.InvariantCulture));
        Each("discovery.target", house.Discovery.Targets.Select(target => target.Value));
        Tariff(house.Tariff);
        Say("default-account", house.Accounts[0].Name.Value);
        foreach (var account in house.Accounts)
        {
            Say($"account.{account.Name}.username", account.Username);
            Say($"account.{account.Name}.password.{account.Password.Source}", account.Password.Place);
        }

        foreach (var plug in house.Plugs)
        {
            Plug($"plug.{plug.Name}", plug);
        }

        foreach (var scene in house.Scenes ?? [])
        {
            Scene($"scene.{scene.Name}", scene);
        }

        foreach (var schedule in house.Schedules ?? [])
        {
            Schedule($"schedule.{schedule.Name}", schedule);
        }

        foreach (var calendar in house.Calendars ?? [])
        {
            Each($"calendar.{calendar.Name}", calendar.Dates.Select(range => range.ToString()));
        }

        if (house.Notify is { } notify)
        {
            Notify("notify", notify);
        }

        lines.Sort(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

        void Plug(string key, PlugDefinition plug)
        {
            Say($"{key}.mac", plug.Mac?.ToString());
            Say($"{key}.id", plug.Id);
            Say($"{key}.host", plug.Host?.ToString());
            Say($"{key}.account", plug.Account.Value);
            Say($"{key}.room", plug.Room);
            Each($"{key}.tag", plug.Tags);
            Say($"{key}.protect", plug.Protection == Protect.OnlyByName ? "yes" : null);
            Say($"{key}.base", plug.Base?.Word());
            Say($"{key}.press", plug.Press?.ToString());
            Say($"{key}.max-on", plug.MaxOn?.ToString("o", CultureInfo.InvariantCulture));
            foreach (var outlet in plug.Outlets)
            {
                Say($"{key}.{outlet.Name}.index", outlet.Slot.ToString());
                Say($"{key}.{outlet.Name}.room", outlet.Room);
                Each($"{key}.{outlet.Name}.tag", outlet.Tags);
                Say($"{key}.{outlet.Name}.base", outlet.Base?.Word());
                Say($"{key}.{outlet.Name}.max-on", outlet.MaxOn?.ToString("o", CultureInfo.InvariantCulture));
            }
        }

        void Tariff(Tariff? tariff)
        {
            Say("tariff", tariff is null ? null : $"{TariffWriter.Price(tariff.Price)} {tariff.Currency}");
            foreach (var (number, time) in (tariff?.Times ?? []).Index())
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"tariff.{number}.{time.Name}");
                Say(key, TariffWriter.Price(time.Price));
                Say($"{key}.from", time.From?.ToString("HH:mm", CultureInfo.InvariantCulture));
                Say($"{key}.until", time.Until?.ToString("HH:mm", CultureInfo.InvariantCulture));
                Each($"{key}.day", (time.Days ?? []).Select(static day => day.ToString()));
            }
        }

        void Scene(string key, SceneDefinition scene)
        {
            Say($"{key}.on-failure", scene.OnFailure == FailurePolicy.Continue ? null : scene.OnFailure.ToString());
            foreach (var (number, step) in scene.Steps.Index())
            {
                Step(string.Create(CultureInfo.InvariantCulture, $"{key}.{number}"), step);
            }
        }

        void Step(string key, SceneStep step)
        {
            switch (step)
            {
                case SceneStep.Switch switching:
                    Outlets($"{key}.on", switching, switching.On);
                    Outlets($"{key}.off", switching, switching.Off);
                    Say($"{key}.within", switching.Within?.ToString("o", CultureInfo.InvariantCulture));
                    Say($"{key}.gap", switching.Gap?.ToString("o", CultureInfo.InvariantCulture));
                    Say($"{key}.at-once", switching.AtOnce?.ToString(CultureInfo.InvariantCulture));
                    break;
                case SceneStep.Wait wait:
                    Say($"{key}.wait", wait.Length.ToString("o", CultureInfo.InvariantCulture));
                    break;
                case SceneStep.Play play:
                    Say($"{key}.scene", play.Scene.Value);
                    break;
                default:
                    throw new InvalidOperationException("Not a step.");
            }
        }

        // Where outlets follow one another the order they are written in means something; said only where it is not that of the lines themselves.
        void Outlets(string key, SceneStep.Switch step, ImmutableArray<string> selectors)
        {
            Each(key, selectors);
            if ((step.Gap is not null || step.AtOnce is not null) && !selectors.SequenceEqual(selectors.Order(StringComparer.Ordinal)))
            {
                foreach (var (number, selector) in selectors.Index())
                {
                    Say(string.Create(CultureInfo.InvariantCulture, $"{key}.{number}"), selector);
                }
            }
        }

        void Schedule(string key, ScheduleDefinition schedule)
        {
            Say($"{key}.when", schedule.When.ToString());
            Say($"{key}.does", schedule.Does.ToString());
            Each($"{key}.day", schedule.Days.Select(day => day.ToString()));
            Say($"{key}.spread", schedule.Spread?.ToString("o", CultureInfo.InvariantCulture));
            Say($"{key}.skip", schedule.Skip?.Value);
            Say($"{key}.only", schedule.Only?.Value);
            Say($"{key}.grace", schedule.Grace == ScheduleDefinition.UsualGrace ? null : schedule.Grace.ToString("o", CultureInfo.InvariantCulture));
            Say($"{key}.enabled", schedule.IsEnabled ? null : "no");
        }

        void Notify(string key, NotifyDefinition how)
        {
            Say($"{key}.after", how.After.ToString("o", CultureInfo.InvariantCulture));
            Say($"{key}.pause", how.Pause.ToString("o", CultureInfo.InvariantCulture));
            Say($"{key}.webhook", how.Webhook?.Url);
            Secret($"{key}.webhook.url", how.Webhook?.HiddenUrl);
            Secret($"{key}.webhook.secret", how.Webhook?.Secret);
            foreach (var (number, word) in (how.Command?.Run ?? []).Index())
            {
                Say(string.Create(CultureInfo.InvariantCulture, $"{key}.command.{number}"), word);
            }

            Say($"{key}.command.within", how.Command?.Within.ToString("o", CultureInfo.InvariantCulture));
            Say($"{key}.mqtt", how.Mqtt == MqttAlerts.On ? "yes" : null);
        }

        void Secret(string key, SecretReference? secret) => Say($"{key}.{secret?.Source}", secret?.Place);

        void Each(string key, IEnumerable<string> values)
        {
            foreach (var value in values)
            {
                Say(key, value);
            }
        }

        void Say(string key, string? value)
        {
            if (value is not null)
            {
                lines.Add($"{key}={HoconSyntax.Quote(value)}");
            }
        }
    }
}
