namespace TapoHive.Control.Wire;

/// <summary>A request, or a whole client, was not accepted; nothing of it was done.</summary>
/// <param name="Id">Which request; 0 for the client as such.</param>
/// <param name="Code">Why, for programs.</param>
/// <param name="Message">Why, for people: a sentence of fact and one of remedy.</param>
public sealed record Refusal(long Id, RefusalCode Code, string Message) : IWireMessage;
