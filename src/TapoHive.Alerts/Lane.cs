using NodaTime;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;

namespace TapoHive.Alerts;

/// <summary>How telling one house's news by one channel goes in this process. What was told for good is remembered by the house.</summary>
internal sealed class Lane
{
    private static readonly Duration FirstPause = Duration.FromSeconds(15);
    private static readonly Duration LongestPause = Duration.FromMinutes(5);

    /// <summary>Up to which revision it was told; the house may have yet to write that down.</summary>
    public long Through { get; private set; }

    /// <summary>Whether a message is on its way.</summary>
    public bool IsBusy { get; set; }

    /// <summary>How often messages go out.</summary>
    public AlertPace Pace { get; private set; } = AlertPace.Fresh;

    /// <summary>How many tries in a row failed.</summary>
    public int Failures { get; private set; }

    /// <summary>What was last told of the journal: the one thing that a house cannot remember while it lasts.</summary>
    public StorageHealth ToldStorage { get; private set; } = StorageHealth.Available;

    /// <summary>Since when the journal is otherwise than was told.</summary>
    public Instant? StorageSince { get; set; }

    private Instant NotBefore { get; set; } = Instant.MinValue;

    /// <summary>When the next message may go out.</summary>
    public Instant Next(Duration pause, Instant now)
    {
        // A clock that was set back keeps nobody waiting.
        var held = NotBefore - now > LongestPause ? now : NotBefore;
        return Instant.Max(held, Pace.Next(pause, now));
    }

    /// <summary>A message arrived.</summary>
    public void Arrived(long through, StorageHealth storage, Duration pause, Instant now)
    {
        (IsBusy, Failures, NotBefore) = (false, 0, Instant.MinValue);
        (Through, Pace) = (Math.Max(Through, through), Pace.Sent(pause, now));
        if (ToldStorage != storage)
        {
            (ToldStorage, StorageSince) = (storage, null);
        }
    }

    /// <summary>A message did not.</summary>
    public void Failed(Instant now)
    {
        IsBusy = false;
        NotBefore = now + Duration.Min(LongestPause, FirstPause * (1 << Math.Min(Failures, 10)));
        Failures++;
    }
}
