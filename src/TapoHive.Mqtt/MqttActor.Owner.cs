using Microsoft.Extensions.Logging;

namespace TapoHive.Mqtt;

/// <summary>A prefix has one hive. Of two that use the same each would take for its own ghosts what the other shows.</summary>
public sealed partial class MqttActor
{
    private readonly OwnerMark _mark;
    private OwnerMark? _owner;
    private bool _mayErase;

    // Who said last that the prefix is its own has it; the mark of another comes only where two began at the same moment.
    private OwnerMark? Rival => _owner is { } owner && owner.Hive != _mark.Hive ? owner : null;

    private void Own(OwnerMark? replaced)
    {
        _kept[_topics.Owner] = _mark.Text;
        _mayErase = replaced is null;
        if (replaced is not null)
        {
            LogReplaced(_topics.Prefix, replaced.Name);
        }
    }

    private void HearOwner(string payload)
    {
        _owner = OwnerMark.Read(payload);
        if (!IsOpen)
        {
            return;
        }

        if (Rival is { } rival)
        {
            Yield(rival);
        }
        else if (_owner is null)
        {
            _kept.Remove(_topics.Owner);
            _due.Add([_topics.Owner]);
            Keep();
        }
    }

    // The will of whoever else used the prefix says that it is offline, and means us too.
    private void HearStatus(string payload)
    {
        if (!IsOpen || payload == "online")
        {
            return;
        }

        _isForgotten |= _isKeeping;
        _kept.Remove(_topics.Status);
        Keep();
    }

    // Without a farewell: where nobody else is online, what stands there says so.
    private void Yield(OwnerMark rival)
    {
        Close(_number, rival.InTheWay(_topics));
        _link?.Dispose();
    }

    [LoggerMessage(EventId = 8006, Level = LogLevel.Warning, Message = "The prefix '{Prefix}' at the MQTT broker was that of another hive, which called itself '{Client}' and is offline. It is this hive's now; what is left there is taken away by its next connection. If that hive is to come back, give one of the two another mqtt.prefix first.")]
    private partial void LogReplaced(string prefix, string client);
}
