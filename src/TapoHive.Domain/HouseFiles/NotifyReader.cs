using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads <c>notify</c>: how people are told of trouble.</summary>
internal sealed class NotifyReader(HouseFileOptions options)
{
    private const string Example = "notify { webhook { url = \"https://hooks.example.com/house\", secret { file = secrets/hook } } }";
    private const string UrlExample = "url = \"https://hooks.example.com/house\", or url { env = HOOK_URL } where the address itself is secret";
    private const string SecretExample = "secret { file = secrets/hook }, { env = HOOK_SECRET } or { credential = hook }";
    private const string CommandExample = "command = [ /usr/local/bin/tell-me, hillside ]";
    private static readonly Duration s_shortest = Duration.FromSeconds(1);
    private static readonly Duration s_longest = Duration.FromDays(1);
    private static readonly Duration s_longestCommand = Duration.FromMinutes(10);

    /// <summary>How people are told; nothing where the house does not say.</summary>
    public NotifyDefinition? Read(Section house)
    {
        if (house.Find("notify")?.Fields(SectionKeys.Notify, Example) is not { } section)
        {
            return null;
        }

        var notify = new NotifyDefinition(
            Length(section, "after", s_longest) ?? NotifyDefinition.UsualAfter,
            Length(section, "pause", s_longest) ?? NotifyDefinition.UsualPause,
            section.Find("webhook") is { } webhook ? Webhook(webhook) : null,
            section.Find("command") is { } command ? Command(command) : null,
            section.Find("mqtt") is { } mqtt && mqtt.Take(mqtt.Value.AsBoolean()) == true ? MqttAlerts.On : MqttAlerts.Off);
        if (notify.Channels.IsEmpty && section.Find("webhook") is null && section.Find("command") is null && section.Find("mqtt") is null)
        {
            section.Missing("", "notify tells nobody", $"Write {Example}, {CommandExample} or mqtt = on", "webhook", "command", "mqtt");
        }

        return notify.Channels.IsEmpty ? null : notify;
    }

    private static Duration? Length(Section section, string key, Duration most)
    {
        if (section.Find(key) is not { } entry || entry.Take(entry.Value.AsDuration()) is not { } length)
        {
            return null;
        }

        var duration = Duration.FromTimeSpan(length);
        if (duration >= s_shortest && duration <= most)
        {
            return duration;
        }

        entry.Error($"'{key}' is from 1s to {DurationWords.Of(most)}", $"Write for example {key} = {(key == "within" ? "10s" : "60s")}");
        return null;
    }

    private WebhookDefinition? Webhook(Entry entry)
    {
        if (entry.Fields(SectionKeys.Webhook, Example) is not { } section)
        {
            return null;
        }

        SecretReference? secret = null;
        if (section.Find("secret") is not { } signed)
        {
            entry.Warn("nobody can tell whether a message of this webhook is from the hive", $"Write {SecretExample}; messages are signed with it");
        }
        else if (signed.Value is HoconObject)
        {
            secret = new SecretReader(options, "secret", SecretExample).Read(signed);
        }
        else
        {
            signed.Error("a secret must not stand in a house file", $"Put it into a file that only you can read and write {SecretExample}");
        }

        if (section.Find("url") is not { } url)
        {
            section.Missing("url", "the webhook has no address", $"Write {UrlExample}");
            return null;
        }

        return url.Value is HoconObject
            ? new SecretReader(options, "address", $"url {{ env = HOOK_URL }}").Read(url) is { } hidden ? new WebhookDefinition(null, hidden, secret) : null
            : Url(url) is { } address ? new WebhookDefinition(address, null, secret) : null;
    }

    private static string? Url(Entry entry)
    {
        if (entry.Text("an address", $"Write {UrlExample}") is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            entry.Error("this is no address of a webhook", $"Write {UrlExample}");
            return null;
        }

        if (uri.UserInfo.Length > 0)
        {
            entry.Error("a password must not stand in a house file", "Keep the whole address elsewhere: url { file = secrets/hook-url }");
            return null;
        }

        if (uri.Scheme == "http" && !uri.IsLoopback)
        {
            entry.Warn("messages to this address can be read on their way", "Use https where it is to be had");
        }

        return text;
    }

    private static AlertCommand? Command(Entry entry)
    {
        var within = AlertCommand.UsualWithin;
        var run = entry;
        if (entry.Value is HoconObject)
        {
            if (entry.Fields(SectionKeys.AlertCommand, CommandExample) is not { } section)
            {
                return null;
            }

            if (section.Find("run") is not { } named)
            {
                section.Missing("run", "the command runs nothing", "Write run = [ /usr/local/bin/tell-me, hillside ]");
                return null;
            }

            (run, within) = (named, Length(section, "within", s_longestCommand) ?? within);
        }

        ImmutableArray<string> words = [.. run.Items().Select(item => item.Text("a word of the command", $"Write {CommandExample}")).OfType<string>()];
        if (words.IsEmpty || words.Any(word => word.Contains('\0', StringComparison.Ordinal)))
        {
            run.Error("the command runs nothing", $"Write {CommandExample}");
            return null;
        }

        if (!Path.IsPathFullyQualified(words[0]))
        {
            run.Error(
                words is [var one] && one.Contains(' ', StringComparison.Ordinal) ? "the command is one word with blanks in it" : "the command has no whole path",
                $"No shell reads it: write the program's whole path and each argument by itself, {CommandExample}");
            return null;
        }

        return new AlertCommand(words, within);
    }
}
