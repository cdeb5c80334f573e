using TapoHive.Domain.Alerts;

namespace TapoHive.Alerts;

/// <summary>Takes messages to a person by one channel. Thread-safe.</summary>
public interface IAlertRoute
{
    /// <summary>Whereto a house's messages go, without anything that may be secret.</summary>
    string WhereTo(NotifyDefinition notify);

    /// <summary>Takes a message there; tries a few times.</summary>
    /// <returns>Why it did not arrive, for people; absent where it did.</returns>
    Task<string?> SendAsync(NotifyDefinition notify, AlertMessage message, CancellationToken cancellation);
}
