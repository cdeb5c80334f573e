namespace TapoHive.Control.Wire;

/// <summary>A piece of a house file's text, in UTF-8 and in order. They are sent before the request that they belong to, whose number
/// they bear: a house of thousands of plugs is larger than a frame.</summary>
/// <param name="Id">Which request.</param>
/// <param name="Bytes">At most <see cref="OperatorProtocol.PartBytes"/>.</param>
public sealed record HousePiece(long Id, byte[] Bytes) : IWireMessage;
