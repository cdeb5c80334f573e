using System.Collections.Immutable;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Houses;

namespace TapoHive.Chaos.Simulation;

/// <summary>What a house wrote: bytes, as in the real one. A write is there as a whole or not at all.</summary>
internal sealed class Journal
{
    private readonly List<(string Manifest, byte[] Bytes)> _written = [];
    private ImmutableArray<HouseEvent> _underWay = [];

    /// <summary>All events, read back.</summary>
    public ImmutableArray<HouseEvent> Events => [.. _written.Select(static stored => (HouseEvent)HiveSerializer.Read(stored.Bytes, stored.Manifest))];

    public void Begin(ImmutableArray<HouseEvent> events) => _underWay = events;

    public void Finish()
    {
        _written.AddRange(_underWay.Select(static happened => (Manifests.NameOf(happened.GetType()), HiveSerializer.Write(happened))));
        _underWay = [];
    }

    /// <summary>The hive dies: what was being written made it to the disk or did not; nobody was told either way.</summary>
    public void Crash(bool made)
    {
        if (made)
        {
            Finish();
        }

        _underWay = [];
    }
}
