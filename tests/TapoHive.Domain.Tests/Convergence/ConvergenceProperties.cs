using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>
/// What holds whatever happens in whatever order. Each step of <see cref="PlugSimulation"/> checks besides: one effect at a time,
/// no busy loop, commands in a session only and never against what is wanted at that moment, proof only by a reading that was
/// asked for after the wish, nothing at all in quarantine, no attempt spent on another owner's plug.
/// </summary>
public sealed class ConvergenceProperties
{
    public enum Happening
    {
        WantOn,
        WantOff,
        WantOnForAWhile,
        WantOffForAWhile,
        WantNothing,
        HouseRepeatsItself,
        Retry,
        AcknowledgedNotApplied,
        DroppedBeforeApplying,
        DroppedAfterApplying,
        AppliedLate,
        BusyOnce,
        SessionForgotten,
        Dark,
        Silent,
        AddressTaken,
        Moved,
        Forbidden,
        AccountRefused,
        OtherOwner,
        PatienceAskedFor,
        TransportChanged,
        Healed,
        Rebooted,
        Tripped,
        OutletHidden,
        Sighted,
        ShortSessions,
        ClockSetBack,
    }

    [Property(MaxTest = 300, Replay = "(8237461923,7)")]
    public void A_reachable_plug_converges_in_bounded_time_and_nothing_of_our_own_is_a_press((Happening What, byte Gap, byte Slot)[] script)
    {
        var hive = new PlugSimulation();
        Play(hive, script);
        MustConverge(hive);
        Assert.Empty(hive.Presses);
    }

    [Property(MaxTest = 300, Replay = "(91238461,3)")]
    public void So_does_a_strip((Happening What, byte Gap, byte Slot)[] script)
    {
        var hive = new PlugSimulation(StripTests.ThreeOutlets());
        Play(hive, script);
        MustConverge(hive);
        Assert.Empty(hive.Presses);
    }

    [Property(MaxTest = 300, Replay = "(5551234,9)")]
    public void Presses_change_nothing_of_that((Happening What, byte Gap, byte Slot)[] script, (byte Second, byte Slot)[] presses, bool follow)
    {
        var hive = new PlugSimulation(press: follow ? PressPolicy.Follow : PressPolicy.Enforce);
        foreach (var (second, _) in presses)
        {
            hive.After(Duration.FromSeconds(second), () => hive.Press());
        }

        Play(hive, script);
        hive.Run(Duration.FromMinutes(5));
        MustConverge(hive);
    }

    [Property(MaxTest = 200, Replay = "(777123,5)")]
    public void In_a_calm_house_each_press_is_followed_exactly_once(byte[] pauses)
    {
        var hive = new PlugSimulation();
        hive.Want(PowerState.On);
        hive.RunSeconds(5);
        foreach (var pause in pauses)
        {
            hive.Press();
            hive.Run(Duration.FromMilliseconds(200 + (pause * 100)));
        }

        hive.RunSeconds(5);
        Assert.Equal(pauses.Length, hive.Presses.Count);
        Assert.Equal(pauses.Length % 2 == 0 ? PowerState.On : PowerState.Off, hive.Plug.Relays[0]);
        Assert.Single(hive.Sends);
        Assert.True(hive.Converged());
    }

    [Property(MaxTest = 100, Replay = "(4242424,11)")]
    public void An_unreachable_plug_costs_little_whatever_is_wrong((Happening What, byte Gap, byte Slot)[] script)
    {
        var hive = new PlugSimulation();
        Play(hive, [.. script.Where(step => step.What is not (Happening.Healed or Happening.ShortSessions))]);
        hive.Plug.Dark = true;
        hive.Run(Duration.FromMinutes(10));
        hive.Effects.Clear();
        hive.Run(Duration.FromHours(1));
        Assert.InRange(hive.Effects.Count, 0, 200);
    }

    private static void Play(PlugSimulation hive, (Happening What, byte Gap, byte Slot)[] script)
    {
        var slots = hive.Plug.Relays.Keys.ToList();
        foreach (var (what, gap, number) in script)
        {
            Do(hive, what, slots[number % slots.Count]);
            hive.Run(Duration.FromMilliseconds(gap * gap));
        }
    }

    private static void MustConverge(PlugSimulation hive)
    {
        hive.Plug.Heal();
        hive.Plug.SessionLifetime = Duration.FromHours(1);

        // An attempt that is under way may still be refused, and a retry is not spent on it.
        hive.RunSeconds(3);
        hive.Retry();
        WantAll(hive);

        // The longest pause is the one that a plug asks for, and that is not cut short.
        hive.Run(Duration.FromMinutes(4));
        if (hive.State.Outlets.Values.Any(outlet => outlet.Protection != Protection.None))
        {
            // Nobody knew of it when the wish was made; whoever has read of it says it once more.
            WantAll(hive);
            hive.RunSeconds(2);
        }

        Assert.Equal(SessionPhase.LoggedIn, hive.State.Phase);
        Assert.Null(hive.State.Problem);
        Assert.All(hive.Plug.Relays.Keys, slot => Assert.True(hive.Converged(slot), $"Outlet {slot}: {hive.Outlet(slot)}"));
        hive.Effects.Clear();
        hive.Run(Duration.FromMinutes(10));
        Assert.InRange(hive.Effects.Count, 35, 60);
    }

    private static void WantAll(PlugSimulation hive)
    {
        foreach (var slot in hive.Plug.Relays.Keys.ToList())
        {
            hive.Want(slot % 2 == 0 ? PowerState.On : PowerState.Off, slot);
        }
    }

    private static void Do(PlugSimulation hive, Happening what, int slot)
    {
        switch (what)
        {
            case Happening.WantOn:
                hive.Want(PowerState.On, slot);
                break;
            case Happening.WantOff:
                hive.Want(PowerState.Off, slot);
                break;
            case Happening.WantOnForAWhile:
                hive.Want(PowerState.On, slot, Duration.FromSeconds(4), PowerState.Off);
                break;
            case Happening.WantOffForAWhile:
                hive.Want(PowerState.Off, slot, Duration.FromSeconds(9), PowerState.On);
                break;
            case Happening.WantNothing:
                hive.WantNothing(slot);
                break;
            case Happening.HouseRepeatsItself:
                hive.Repeat();
                break;
            case Happening.Retry:
                hive.Retry();
                break;
            case Happening.AcknowledgedNotApplied:
                hive.Plug.SwitchFaults.Enqueue(SwitchFault.AcknowledgedNotApplied);
                break;
            case Happening.DroppedBeforeApplying:
                hive.Plug.SwitchFaults.Enqueue(SwitchFault.DroppedBeforeApplying);
                break;
            case Happening.DroppedAfterApplying:
                hive.Plug.SwitchFaults.Enqueue(SwitchFault.DroppedAfterApplying);
                break;
            case Happening.AppliedLate:
                hive.Plug.SwitchFaults.Enqueue(SwitchFault.AppliedLate);
                break;
            case Happening.BusyOnce:
                hive.Plug.SwitchFaults.Enqueue(SwitchFault.Busy);
                break;
            case Happening.SessionForgotten:
                hive.Plug.HasSession = false;
                break;
            case Happening.Dark:
                hive.Plug.Dark = true;
                break;
            case Happening.Silent:
                hive.Plug.SilentInDiscovery = true;
                break;
            case Happening.AddressTaken:
                hive.Plug.Usurper = new Usurper(hive.Plug.Address);
                Move(hive.Plug);
                break;
            case Happening.Moved:
                Move(hive.Plug);
                break;
            case Happening.Forbidden:
                hive.Plug.Forbids = true;
                break;
            case Happening.AccountRefused:
                hive.Plug.RefusesAccount = true;
                break;
            case Happening.OtherOwner:
                hive.Plug.Owner = SimulatedPlug.OtherOwner;
                break;
            case Happening.PatienceAskedFor:
                hive.Plug.AsksForPatience = Duration.FromSeconds(90);
                break;
            case Happening.TransportChanged:
                hive.Plug.Transport = hive.Plug.Transport switch { Transport.Klap => Transport.Aes, Transport.Aes => Transport.Tpap, _ => Transport.Klap };
                hive.Plug.HasSession = false;
                break;
            case Happening.Healed:
                hive.Plug.Heal();
                break;
            case Happening.Rebooted:
                hive.Plug.Reboot(PowerState.Off);
                break;
            case Happening.Tripped:
                hive.Plug.Trip(slot);
                break;
            case Happening.OutletHidden:
                hive.Plug.HiddenOutlets.Add(slot);
                break;
            case Happening.Sighted:
                hive.See();
                break;
            case Happening.ShortSessions:
                hive.Plug.SessionLifetime = Duration.FromSeconds(3);
                break;
            case Happening.ClockSetBack:
                hive.SetClockBack(Duration.FromMinutes(20));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }
    }

    private static void Move(SimulatedPlug plug)
    {
        plug.Address = plug.Address == SimulatedPlug.FirstAddress ? SimulatedPlug.SecondAddress : SimulatedPlug.FirstAddress;
        plug.HasSession = false;
    }
}
