using System.Runtime.Serialization;
using System.Text.Json;
using Akka.Actor;
using Akka.Serialization;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Serialization;

/// <summary>The hive's only serializer: JSON behind manifests. Strict mode makes sure that nothing falls into another.</summary>
public sealed class HiveSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>Akka's number for this serializer; part of what is stored, never changed.</summary>
    public const int Number = 8022;

    /// <inheritdoc/>
    public override int Identifier => Number;

    /// <inheritdoc/>
    public override string Manifest(object o) => Manifests.NameOf(o.GetType());

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => Write(obj);

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) => Read(bytes, manifest);

    /// <summary>The bytes of a message or event.</summary>
    public static byte[] Write(object message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), HiveJson.Readable);

    /// <summary>The message or event behind a manifest.</summary>
    /// <exception cref="SerializationException">The manifest is of no version of this program, or the bytes do not fit it.</exception>
    public static object Read(byte[] bytes, string manifest)
    {
        var type = Manifests.TypeOf(manifest)
            ?? throw new SerializationException($"The manifest '{manifest}' is unknown. Was this written by a newer version of TapoHive?");
        try
        {
            var value = JsonSerializer.Deserialize(bytes, type, HiveJson.Readable) ?? throw new SerializationException($"A '{manifest}' is empty.");
            return value is HouseState state ? HouseEvolution.Reindexed(state) : value;
        }
        catch (JsonException error)
        {
            throw new SerializationException($"A '{manifest}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Akka configuration that makes this the only serializer of the hive's own types.</summary>
    public static string Configuration =>
        $$"""
        akka.actor {
          serializers.hive = "{{typeof(HiveSerializer).AssemblyQualifiedName}}"
          serialization-identifiers { "{{typeof(HiveSerializer).AssemblyQualifiedName}}" = {{Number}} }
          serialization-bindings {
            {{string.Join("\n    ", Manifests.All.Select(type => $"\"{type.AssemblyQualifiedName}\" = hive"))}}
          }
        }
        """;
}
