namespace TapoHive.Control.Wire;

/// <summary>Everything that may travel between a client and the gate. Nothing else has a serializer on either side.</summary>
public interface IWireMessage;
