namespace TapoHive.Control.Wire;

/// <summary>A piece of an answer: the bytes of a JSON value of the contract, in order.</summary>
/// <param name="Id">Which request it answers.</param>
/// <param name="Closing">What ends with it.</param>
/// <param name="Bytes">The piece.</param>
public sealed record Part(long Id, PartClosing Closing, byte[] Bytes) : IWireMessage;
