using TapoHive.Control.Keys;

namespace TapoHive.Control.Wire;

/// <summary>Said by the conversation itself: from now on the client talks to the sender of this.</summary>
/// <param name="Role">What the operator may do.</param>
/// <param name="HiveVersion">The version of the program that runs the hive.</param>
/// <param name="LeaseSeconds">The conversation ends when it hears nothing for this long.</param>
public sealed record Welcome(OperatorRole Role, string HiveVersion, int LeaseSeconds) : IWireMessage;
