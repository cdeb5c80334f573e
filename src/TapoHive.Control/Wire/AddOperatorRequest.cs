using TapoHive.Control.Keys;

namespace TapoHive.Control.Wire;

/// <summary>Asks to let somebody in from now on. The private half of its key never travels.</summary>
/// <param name="Id">Names the request.</param>
/// <param name="Name">What it is to be called.</param>
/// <param name="Role">What it may do.</param>
/// <param name="PublicKey">The public half of its key (SubjectPublicKeyInfo).</param>
public sealed record AddOperatorRequest(long Id, string Name, OperatorRole Role, byte[] PublicKey) : IOperatorRequest;
