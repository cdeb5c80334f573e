using NodaTime;
using NodaTime.Text;

namespace TapoHive.Daemon.Tests.Schedules;

/// <summary>
/// One hive with a schedule of each kind, all due at 18:00:00 in London, killed a second before; and what it is ten seconds, twenty minutes and
/// two days after its death, each time from the same journal. Sunset is at 16:03:40 on that day, and 316 s are the day's spread.
/// </summary>
public sealed class Deaths : IAsyncLifetime
{
    private const string Schedules = """
        at       { at = "18:00", on = at }
        once     { at = "2026-11-23T18:00", on = once }
        patient  { at = "18:00", on = patient, grace = 30m }
        sun      { at = 1h56m20s after sunset, on = sun }
        window   { from = "18:00", until = "23:00", on = window }
        cron     { cron = "0 0 18 * * ?", on = cron }
        every    { every = 9h, on = every }
        spread   { at = "17:54:44", spread = 10m, on = spread }
        """;

    private static readonly Instant Death = Instant.FromUtc(2026, 11, 23, 17, 59, 59);
    private readonly Dictionary<string, MortalHive> _lives = [];
    private MortalHive? _first;

    /// <summary>The schedules; each switches the outlet of its own name.</summary>
    public static string[] Names => ["at", "once", "patient", "sun", "window", "cron", "every", "spread"];

    /// <summary>Whether every schedule was due within the second after the death.</summary>
    public bool AllWereNext { get; private set; }

    /// <summary>The hive that came back after a while.</summary>
    internal MortalHive After(string length) => _lives[length];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _first = await MortalHive.BornAsync(Instant.FromUtc(2026, 11, 23, 9, 0), Schedules, Names);
        await _first.DecideAgainAsync();
        AllWereNext = _first.List.All(standing => InstantPattern.ExtendedIso.Parse(standing.Next!).Value - Death <= Duration.FromSeconds(1));
        foreach (var (name, length) in new[] { ("10s", Duration.FromSeconds(10)), ("20m", Duration.FromMinutes(20)), ("2d", Duration.FromDays(2)) })
        {
            _lives[name] = await _first.KilledAndBackAsync(Death + length);
            await _lives[name].UntilAsync(static state => state.Schedules!.Values.All(static memory => memory.Last is not null));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var life in _lives.Values)
        {
            await life.DisposeAsync();
        }

        if (_first is not null)
        {
            await _first.DisposeAsync();
        }
    }
}
