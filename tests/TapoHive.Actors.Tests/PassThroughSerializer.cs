using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Serialization;

namespace TapoHive.Actors.Tests;

/// <summary>
/// Lets <c>serialize-messages</c> be on beside Akka.Persistence, whose own messages cannot be serialized: Akka's pass by reference. One
/// of ours that lands here has no binding, which would be a defect: it is refused.
/// </summary>
public sealed class PassThroughSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private readonly ConcurrentDictionary<Guid, object> _passing = new();

    public override int Identifier => 999_999;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        if (obj.GetType().Namespace?.StartsWith("TapoHive", StringComparison.Ordinal) == true)
        {
            throw new InvalidOperationException($"{obj.GetType().Name} has no serialization binding.");
        }

        var ticket = Guid.NewGuid();
        _passing[ticket] = obj;
        return ticket.ToByteArray();
    }

    public override object FromBinary(byte[] bytes, Type type) =>
        _passing.TryRemove(new Guid(bytes), out var passed) ? passed : throw new InvalidOperationException("Nothing was passed.");
}
