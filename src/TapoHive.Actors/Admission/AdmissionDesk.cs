using System.Diagnostics;
using TapoHive.Actors.Instruments;

namespace TapoHive.Actors.Admission;

/// <summary>
/// Lets so many plugs be connected to at a time, first come first served. Plugs that failed lately have a small pool of their own, so that a hundred dark
/// plugs, each waiting for its time-out, never keep a healthy one waiting. Thread-safe.
/// </summary>
/// <param name="limits">How many at a time.</param>
public sealed class AdmissionDesk(AdmissionLimits limits)
{
    private readonly Pool _well = new(PlugHealth.Well, limits.Well);
    private readonly Pool _troubled = new(PlugHealth.Troubled, limits.Troubled);

    /// <summary>Waits until there is a place. Whoever has it gives it back by disposing it, once.</summary>
    /// <param name="health">Among which plugs.</param>
    /// <param name="cancellation">Gives the waiting up.</param>
    internal ValueTask<Place> EnterAsync(PlugHealth health, CancellationToken cancellation) => (health == PlugHealth.Well ? _well : _troubled).EnterAsync(cancellation);

    /// <summary>The right to connect to one plug.</summary>
    internal readonly struct Place : IDisposable
    {
        private readonly Pool _pool;

        internal Place(Pool pool) => _pool = pool;

        public void Dispose() => _pool.Leave();
    }

    internal sealed class Pool(PlugHealth health, int size)
    {
        private readonly SemaphoreSlim _free = new(size);

        public async ValueTask<Place> EnterAsync(CancellationToken cancellation)
        {
            var since = Stopwatch.GetTimestamp();
            AdmissionInstruments.Queued(health, +1);
            try
            {
                await _free.WaitAsync(cancellation).ConfigureAwait(false);
            }
            finally
            {
                AdmissionInstruments.Queued(health, -1);
            }

            AdmissionInstruments.Connects(health, +1);
            AdmissionInstruments.Admitted(health, Stopwatch.GetElapsedTime(since));
            return new Place(this);
        }

        public void Leave()
        {
            AdmissionInstruments.Connects(health, -1);
            _free.Release();
        }
    }
}
