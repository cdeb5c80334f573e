namespace TapoHive.Control.Wire;

/// <summary>A request of an operator, to be sent to its conversation.</summary>
public interface IOperatorRequest : IWireMessage
{
    /// <summary>Names the request in its answers; chosen by the client, unique in its conversation.</summary>
    long Id { get; }
}
