using TapoHive.Control.Keys;

namespace TapoHive.Control.Contract;

/// <summary>Somebody who may enter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Since">When its key was given; absent where that was not written down.</param>
/// <param name="Fingerprint">Names its key: the beginning of the SHA-256 of the public half.</param>
/// <param name="Conversations">How many it has just now.</param>
public sealed record OperatorReport(string Name, OperatorRole Role, DateTimeOffset? Since, string Fingerprint, int Conversations);
