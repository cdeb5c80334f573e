namespace TapoHive.Domain.HouseFiles;

/// <summary>The keys of one part of a house file.</summary>
/// <param name="What">How a sentence names the part.</param>
/// <param name="Known">Its keys.</param>
internal sealed record SectionKeys(string What, params string[] Known)
{
    public static readonly SectionKeys House = new(
        "a house", "name", "time-zone", "location", "accounts", "discovery", "press", "plugs", "scenes", "schedules", "calendars", "firmware-updates", "notify");

    public static readonly SectionKeys Location = new("a location", "latitude", "longitude");

    public static readonly SectionKeys Account = new("an account", "username", "password");

    public static readonly SectionKeys Password = new("a password", "file", "env", "credential");

    public static readonly SectionKeys Discovery = new("discovery", "targets", "every", "adopt", "port");

    public static readonly SectionKeys Plug = new(
        "a plug", "mac", "id", "host", "account", "room", "tags", "protect", "base", "press", "outlets", "safety");

    public static readonly SectionKeys Outlet = new("an outlet", "index", "room", "tags", "base", "safety");

    public static readonly SectionKeys Safety = new("safety", "max-on");

    public static readonly SectionKeys Scene = new("a scene", "on", "off", "steps", "on-failure");

    public static readonly SectionKeys Step = new("a step", "on", "off", "within", "gap", "at-once", "wait", "scene");

    public static readonly SectionKeys Calendar = new("a calendar", "dates");

    public static readonly SectionKeys Schedule = new(
        "a schedule", "at", "from", "until", "days", "cron", "every", "spread", "skip", "only", "grace", "enabled", "scene", "on", "off");

    public static readonly SectionKeys Notify = new("notify", "after", "pause", "webhook", "command", "mqtt");

    public static readonly SectionKeys Webhook = new("a webhook", "url", "secret");

    public static readonly SectionKeys AlertCommand = new("a command", "run", "within");

    private static readonly SectionKeys[] s_all =
        [House, Location, Account, Password, Discovery, Plug, Outlet, Safety, Scene, Step, Schedule, Calendar, Notify, Webhook, AlertCommand];

    private static readonly Dictionary<string, string> s_sameMeaning = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ip"] = "host",
        ["address"] = "host",
        ["device-id"] = "id",
        ["user"] = "username",
        ["email"] = "username",
        ["login"] = "username",
        ["zone"] = "time-zone",
        ["tz"] = "time-zone",
        ["environment"] = "env",
        ["interval"] = "every",
        ["ranges"] = "targets",
        ["position"] = "index",
        ["slot"] = "index",
        ["devices"] = "plugs",
        ["label"] = "tags",
        ["labels"] = "tags",
        ["default"] = "base",
        ["sockets"] = "outlets",
        ["maximum-on"] = "max-on",
        ["on-at-most"] = "max-on",
        ["auto-off"] = "max-on",
        ["auto-update"] = "firmware-updates",
        ["updates"] = "firmware-updates",
        ["lat"] = "latitude",
        ["lon"] = "longitude",
        ["lng"] = "longitude",
        ["pause"] = "wait",
        ["sleep"] = "wait",
        ["delay"] = "wait",
        ["timeout"] = "within",
        ["alerts"] = "notify",
        ["notifications"] = "notify",
        ["deadline"] = "after",
        ["exec"] = "run",
        ["onfailure"] = "on-failure",
        ["on-error"] = "on-failure",
    };

    /// <summary>What to do about a key that is none of these.</summary>
    public string Remedy(string unknown)
    {
        if (Meant(unknown) is { } meant)
        {
            return $"Did you mean '{meant}'?";
        }

        return Array.Find(s_all, part => part.Known.Contains(unknown)) is { } elsewhere
            ? $"'{unknown}' belongs to {elsewhere.What}"
            : $"The keys of {What} are {string.Join(", ", Known)}";
    }

    /// <summary>Whether a key looks like a slip for one of these.</summary>
    public bool Resembles(string unknown) => Meant(unknown) is not null;

    /// <summary>The key that an unknown one was probably meant to be.</summary>
    public string? Meant(string unknown) =>
        s_sameMeaning.TryGetValue(unknown, out var same) && Known.Contains(same) ? same : Text.Suggestion.Nearest(unknown, Known);
}
