using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;

namespace TapoHive.Actors.Tests;

/// <summary>A journal in memory, whose writes a test can hold up and let fail.</summary>
internal sealed class HeldJournal : MemoryJournal
{
    private static readonly ConditionalWeakTable<ActorSystem, StrongBox<HeldWrite?>> Next = [];
    private readonly StrongBox<HeldWrite?> _next = Next.GetOrCreateValue(Context.System);

    public static string Configuration { get; } = $$"""
        akka.persistence.journal { plugin = "akka.persistence.journal.held", held.class = "{{typeof(HeldJournal).AssemblyQualifiedName}}" }
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        """;

    /// <summary>Holds up the next write of a system.</summary>
    public static HeldWrite HoldNext(ActorSystem system)
    {
        var held = new HeldWrite();
        Volatile.Write(ref Next.GetOrCreateValue(system).Value, held);
        return held;
    }

    protected override async Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _next.Value, null) is { } held)
        {
            await held.PassAsync();
        }

        return await base.WriteMessagesAsync(messages, cancellationToken);
    }
}
