using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;

namespace TapoHive.Control.Wire;

/// <summary>The only serializer of gate and client: whatever has no manifest in <see cref="WireManifests"/> can neither be sent nor
/// be read, Akka's own messages included. A peer past TLS can therefore not even say <c>Kill</c>.</summary>
public sealed class OperatorSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const int PartHeader = sizeof(long) + 1;

    /// <inheritdoc/>
    public override int Identifier => 7301;

    /// <inheritdoc/>
    public override string Manifest(object o) => o switch
    {
        Part => WireManifests.Part,
        _ when WireManifests.ByType.TryGetValue(o.GetType(), out var entry) => entry.Manifest,
        _ => throw new SerializationException($"{o.GetType().Name} is no message of the operators' protocol."),
    };

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => obj switch
    {
        Part part => Write(part),
        _ when WireManifests.ByType.TryGetValue(obj.GetType(), out var entry) => JsonSerializer.SerializeToUtf8Bytes(obj, entry.Shape()),
        _ => throw new SerializationException($"{obj.GetType().Name} is no message of the operators' protocol."),
    };

    /// <inheritdoc/>
    [SuppressMessage("Design", "MA0054", Justification = "The cause may quote what a stranger sent.")]
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest == WireManifests.Part)
        {
            return ReadPart(bytes);
        }

        if (!WireManifests.ByManifest.TryGetValue(manifest, out var shape))
        {
            throw new SerializationException("Not a message of the operators' protocol.");
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, shape()) ?? throw new SerializationException("An empty message.");
        }
        catch (JsonException)
        {
            throw new SerializationException($"A malformed '{manifest}'.");
        }
    }

    private static byte[] Write(Part part)
    {
        var bytes = new byte[PartHeader + part.Bytes.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, part.Id);
        bytes[sizeof(long)] = (byte)part.Closing;
        part.Bytes.CopyTo(bytes, PartHeader);
        return bytes;
    }

    private static Part ReadPart(byte[] bytes) => bytes.Length >= PartHeader && bytes[sizeof(long)] <= (byte)PartClosing.Answer
        ? new Part(BinaryPrimitives.ReadInt64LittleEndian(bytes), (PartClosing)bytes[sizeof(long)], bytes[PartHeader..])
        : throw new SerializationException("A malformed 'part'.");
}
