using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Domain.Houses;

namespace TapoHive.Mqtt;

/// <summary>What houses show, kept at the broker.</summary>
public sealed partial class MqttActor
{
    private const int TopicsEach = 512;

    private readonly Dictionary<HouseName, HouseCanvas> _houses = [];
    private readonly Dictionary<string, string> _wanted = new(StringComparer.Ordinal);
    private readonly DueTopics _due = new();
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _found = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private long _seen;
    private bool _isKeeping;
    private bool _isForgotten;
    private ImmutableArray<string> _sent = [];

    private void LookAround()
    {
        // The version first: what is shown while this looks is newer than it, and looked at next.
        _seen = _around.Board.Version;
        foreach (var (house, view) in _around.Board.Views)
        {
            if (!_houses.TryGetValue(house, out var canvas))
            {
                _houses.Add(house, canvas = new HouseCanvas(_around.Options, _around.Meters));

                // What an earlier life left of it is known as its own from now on.
                _due.Add(_found.Keys);
            }

            if (!ReferenceEquals(canvas.View, view))
            {
                Show(canvas.Draw(view));
            }
        }

        foreach (var gone in _houses.Where(house => !_around.Board.Views.ContainsKey(house.Key)).Select(house => house.Value))
        {
            Show(gone.Clear());
        }

        Keep();
    }

    private void Show(Dictionary<string, string?> changed)
    {
        foreach (var (topic, payload) in changed)
        {
            if (payload is null)
            {
                _wanted.Remove(topic);
            }
            else
            {
                _wanted[topic] = payload;
            }
        }

        _due.Add(changed.Keys);
    }

    private void Keep()
    {
        if (!IsOpen || _isKeeping || _link is not { } link)
        {
            return;
        }

        var next = _due.Take(TopicsEach, Difference);
        if (next.Count == 0 && !_kept.ContainsKey(_topics.Status) && !_refused.Contains(_topics.Status))
        {
            next.Add(KeyValuePair.Create(_topics.Status, "online"));
        }

        if (next.Count == 0)
        {
            return;
        }

        (_isKeeping, _sent) = (true, [.. next.Select(state => state.Key)]);
        var number = _number;
        link.KeepAsync([.. next.SelectMany(Messages)], _stopping.Token)
            .PipeTo(Self, success: taken => new Kept(number, taken.Kept, taken.Refused), failure: _ => new Kept(number, [], []));
    }

    // What a topic is to hold and does not; what is left of earlier is to hold nothing.
    private string? Difference(string topic)
    {
        var known = _kept.GetValueOrDefault(topic);
        var wanted = _wanted.GetValueOrDefault(topic) ?? (IsLeftOver(topic) ? "" : null);
        return wanted is null || wanted == known || _refused.Contains(topic) ? null : wanted;
    }

    private bool IsLeftOver(string topic) => (_mayErase || _kept.ContainsKey(topic)) && topic != _topics.Status && _topics.HouseOf(topic, _houses.Keys) is { } house && !_houses[house].Spares(topic);

    // Everything is due, and first what houses show.
    private void AllIsDue()
    {
        _due.Add(_wanted.Keys);
        _due.Add(_found.Keys);
    }

    private IEnumerable<KeyValuePair<string, string>> Messages(KeyValuePair<string, string> state)
    {
        var known = _kept.GetValueOrDefault(state.Key) ?? _found.GetValueOrDefault(state.Key);
        if (state.Key.EndsWith("/config", StringComparison.Ordinal) && Withdrawal.Before(known, state.Value) is { } first)
        {
            yield return KeyValuePair.Create(state.Key, first);
        }

        yield return state;
    }

    private void Took(Kept kept)
    {
        if (kept.Number != _number)
        {
            return;
        }

        _isKeeping = false;
        MqttInstruments.Took(kept.States.Length);
        foreach (var (topic, payload) in _isForgotten ? [] : kept.States)
        {
            _kept[topic] = payload;
            _found.Remove(topic);
        }

        _isForgotten = false;

        // What the broker did not take is still due.
        _due.Add(_sent);

        // All else is shown all the same; what is refused is tried again by the next connection.
        if (kept.Refused.Length > 0)
        {
            if (_refused.Count == 0)
            {
                LogRefused(kept.Refused[0], _topics.Prefix, _around.Options.Username ?? "anonymous");
            }

            _refused.UnionWith(kept.Refused);
        }

        // Where the broker took nothing the connection is about to end.
        if (kept.States.Length + kept.Refused.Length > 0)
        {
            Keep();
        }
    }

    [LoggerMessage(EventId = 8005, Level = LogLevel.Warning, Message = "The MQTT broker refuses {Topic}, and perhaps more. Let user '{User}' read and write {Prefix}/# and what Home Assistant's discovery needs (config/mqtt.md).")]
    private partial void LogRefused(string topic, string prefix, string user);

    private sealed record Kept(int Number, ImmutableArray<KeyValuePair<string, string>> States, ImmutableArray<string> Refused) : INoSerializationVerificationNeeded;
}
