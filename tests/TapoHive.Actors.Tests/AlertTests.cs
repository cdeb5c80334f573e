using System.Text;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Alerts;
using TapoHive.Domain.Houses;
using TapoHive.Emulator.Faults;

namespace TapoHive.Actors.Tests;

/// <summary>A house finds by itself that it is time to tell people.</summary>
public sealed class AlertTests
{
    [Fact]
    public async Task A_plug_that_went_dark_is_to_be_told_and_so_is_that_it_healed()
    {
        await using var harness = await HiveHarness.StartAsync("klap=2", house => house with
        {
            Notify = new NotifyDefinition(Duration.FromSeconds(1), NotifyDefinition.UsualPause, Command: new AlertCommand(["/bin/true"], AlertCommand.UsualWithin)),
        });
        await harness.UntilAllLoggedInAsync();
        harness.Plugs.Plug(1).Inject(new Fault.Dark(DarkKind.Refused));
        harness.Plugs.Plug(1).ForgetSessions();

        var view = await harness.UntilAsync(seen => !seen.State.Alerts!.Untold.IsEmpty);
        Assert.Equal(("plug-1", AlertKind.NotConverged), (view.State.Alerts!.Untold[0].Subject, view.State.Alerts.Untold[0].Kind));

        // A snapshot of a house that has something to tell is read back whole.
        var stored = HiveSerializer.Write(view.State);
        Assert.Equal(Encoding.UTF8.GetString(stored), Encoding.UTF8.GetString(HiveSerializer.Write(HiveSerializer.Read(stored, "house-state"))));
        Assert.Equal(view.State.Alerts.Untold, ((HouseState)HiveSerializer.Read(stored, "house-state")).Alerts!.Untold);

        harness.Plugs.Plug(1).ClearFaults();
        await harness.UntilAsync(seen => seen.State.Alerts!.Untold.Any(item => item.Kind == AlertKind.Healed));

        harness.Hive.Houses.Tell(new AlertsDelivered(HiveHarness.Home, AlertChannel.Command, harness.View.State.Revision), Akka.Actor.ActorRefs.NoSender);
        await harness.UntilAsync(seen => seen.State.Alerts!.Untold.IsEmpty);
    }
}
