using NodaTime;

namespace TapoHive.Domain.Convergence;

/// <summary>How much may be asked of a plug just now: a bucket that is filled at a steady rate and emptied by each request. It is a guard
/// for the plug, not a pace: nobody who switches by hand reaches it.</summary>
/// <param name="Left">Requests that may be sent at once.</param>
/// <param name="At">When that was counted.</param>
public readonly record struct RequestAllowance(double Left, Instant At)
{
    /// <summary>One that has never been used.</summary>
    public static RequestAllowance Full => new(double.MaxValue, Instant.MinValue);

    /// <summary>The same after one request.</summary>
    public RequestAllowance Spend(PlugPolicy policy, Instant now)
    {
        var most = policy.MostRequestsAMinute / 2.0;

        // A clock that was set back gives nothing and takes nothing.
        var gained = now > At ? (now - Instant.Max(At, now - Duration.FromMinutes(1))).TotalMinutes * policy.MostRequestsAMinute : 0;
        return new RequestAllowance(Math.Min(most, Left + gained) - 1, now);
    }

    /// <summary>When the next request may be sent: long ago, where some are left.</summary>
    public Instant NextAt(PlugPolicy policy) =>
        Left >= 1 ? Instant.MinValue : At + Duration.FromMinutes((1 - Left) / policy.MostRequestsAMinute);
}
