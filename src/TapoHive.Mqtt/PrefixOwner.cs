namespace TapoHive.Mqtt;

/// <summary>Whose the prefix is, as one connection hears it: who said so last. Thread-safe.</summary>
/// <param name="ours">What this hive says.</param>
internal sealed class PrefixOwner(OwnerMark ours)
{
    private readonly TaskCompletionSource _isOurs = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile OwnerMark? _last;
    private volatile bool _isOnline;

    /// <summary>Another hive, which said last that the prefix is its own.</summary>
    public OwnerMark? Rival => _last is { } last && last.Hive != ours.Hive ? last : null;

    /// <summary>Whether whoever has the prefix is online.</summary>
    public bool IsOnline => _isOnline;

    /// <summary>Over as soon as the broker has said that it is this hive's.</summary>
    public Task IsOurs => _isOurs.Task;

    /// <summary>What the broker says of the owner.</summary>
    public void HearOwner(string payload)
    {
        _last = OwnerMark.Read(payload);
        if (_last == ours)
        {
            _isOurs.TrySetResult();
        }
    }

    /// <summary>What the broker says of whether it is online.</summary>
    public void HearStatus(string payload) => _isOnline = payload == "online";
}
