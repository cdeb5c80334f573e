using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit;
using TapoHive.Control.Gate;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Tests.Testing;

/// <summary>Specifications of a gate over real TLS, with probes in the place of houses and discovery.</summary>
public abstract class GateSpec : TestKit
{
    protected GateSpec()
        : base("akka { test.single-expect-default = 30s, loglevel = ERROR, stdout-loglevel = OFF }")
    {
    }

    protected TestProbe Houses => field ??= CreateTestProbe();

    protected TestProbe Discovery => field ??= CreateTestProbe();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Waits until something holds, with a short pause between two looks.</summary>
    protected static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }

    private protected Task<RunningGate> OpenAsync(params HouseView[] views) => RunningGate.StartAsync(Houses, Discovery, null, views);

    private protected Task<RunningGate> OpenAsync(GateLimits limits, params HouseView[] views) => RunningGate.StartAsync(Houses, Discovery, limits, views);
}
