namespace TapoHive.Control.Connections;

/// <summary>How much a peer may send: so much at once, and so much a second. Not thread-safe.</summary>
internal sealed class Allowance
{
    private readonly double _burst;
    private readonly double _aSecond;
    private readonly TimeProvider _time;
    private double _left;
    private long _asOf;

    /// <summary>Nothing of it is used yet.</summary>
    /// <param name="burst">What may come at once.</param>
    /// <param name="aSecond">What is added each second, up to <paramref name="burst"/>.</param>
    /// <param name="time">The time.</param>
    public Allowance(double burst, double aSecond, TimeProvider time)
    {
        (_burst, _aSecond, _time) = (burst, aSecond, time);
        (_left, _asOf) = (burst, time.GetTimestamp());
    }

    /// <summary>Takes from it, beyond what is left if need be, and says how long to wait until it is made up for.</summary>
    public TimeSpan Take(double amount)
    {
        var now = _time.GetTimestamp();
        _left = Math.Min(_burst, _left + (_time.GetElapsedTime(_asOf, now).TotalSeconds * _aSecond)) - amount;
        _asOf = now;
        return _left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_left / _aSecond);
    }
}
