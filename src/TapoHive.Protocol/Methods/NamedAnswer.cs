namespace TapoHive.Protocol.Methods;

/// <summary>One answer of several.</summary>
/// <param name="Method">The method it belongs to, where the device repeats it.</param>
/// <param name="Answer">The answer.</param>
public sealed record NamedAnswer(string? Method, MethodAnswer Answer);
