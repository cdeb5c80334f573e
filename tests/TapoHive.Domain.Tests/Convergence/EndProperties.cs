using FsCheck.Xunit;
using NodaTime;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Tests.Convergence;

/// <summary>No end is forgotten, whatever happens in whatever order.</summary>
public sealed class EndProperties
{
    private static readonly Duration Most = Duration.FromMinutes(10);

    public enum Happening
    {
        On,
        OnForAMinute,
        Off,
        OffForAMinute,
        Nobody,
        Press,
        Dark,
        Healed,
        SessionForgotten,
        Rebooted,
        Restarted,
        ClockSetBack,
        ClockSetForward,
        DroppedAfterApplying,
        NotApplied,
        PersonsCountdown,
        Patience,
    }

    [Property(MaxTest = 300, Replay = "(4711,17)")]
    public void What_has_a_limit_is_off_in_the_end((Happening What, byte Gap)[] script, bool hasCountdown, bool tellsOnTime)
    {
        var hive = new PlugSimulation(new SimulatedPlug { HasCountdown = hasCountdown, TellsOnTime = tellsOnTime });
        hive.Limit(Most);
        Play(hive, script);
        hive.Plug.Heal();
        hive.Run((Most * 2) + Duration.FromMinutes(5));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
    }

    [Property(MaxTest = 300, Replay = "(815,3)")]
    public void An_on_for_a_while_is_off_after_it((Happening What, byte Gap)[] script, bool hasCountdown, bool tellsOnTime)
    {
        var hive = new PlugSimulation(new SimulatedPlug { HasCountdown = hasCountdown, TellsOnTime = tellsOnTime });
        Play(hive, [.. script.Where(step => step.What is not (Happening.Press or Happening.PersonsCountdown))]);
        hive.Want(PowerState.On, length: Duration.FromMinutes(1), then: PowerState.Off);
        Play(hive, [.. script.Where(step => step.What is Happening.Dark or Happening.Healed or Happening.SessionForgotten or Happening.Rebooted or Happening.Restarted or Happening.Patience)]);
        hive.Plug.Heal();
        hive.Run(Duration.FromMinutes(8));
        Assert.Equal(PowerState.Off, hive.Plug.Relays[0]);
        Assert.Empty(hive.Presses);
    }

    private static void Play(PlugSimulation hive, (Happening What, byte Gap)[] script)
    {
        foreach (var (what, gap) in script)
        {
            Do(hive, what, gap);
            hive.Run(Duration.FromMilliseconds(gap * gap));
        }
    }

    private static void Do(PlugSimulation hive, Happening what, byte gap)
    {
        switch (what)
        {
            case Happening.On:
                hive.Want(PowerState.On);
                break;
            case Happening.OnForAMinute:
                hive.Want(PowerState.On, length: Duration.FromMinutes(1), then: PowerState.Off);
                break;
            case Happening.Off:
                hive.Want(PowerState.Off);
                break;
            case Happening.OffForAMinute:
                hive.Want(PowerState.Off, length: Duration.FromMinutes(1), then: PowerState.On);
                break;
            case Happening.Nobody:
                hive.WantNothing();
                break;
            case Happening.Press:
                hive.Press();
                break;
            case Happening.Dark:
                hive.Plug.Dark = true;
                break;
            case Happening.Healed:
                hive.Plug.Heal();
                break;
            case Happening.SessionForgotten:
                hive.Plug.HasSession = false;
                break;
            case Happening.Rebooted:
                hive.Plug.Reboot(gap % 2 == 0 ? PowerState.Off : PowerState.On);
                break;
            case Happening.Restarted:
                var outlet = hive.State.Outlets.GetValueOrDefault(OutletSlot.Whole);
                hive.Restart(Duration.FromSeconds(gap), new OutletMemory(outlet?.OnSince, outlet?.Timer.Ours));
                break;
            case Happening.ClockSetBack:
                hive.SetClockBack(Duration.FromMinutes(gap));
                break;
            case Happening.ClockSetForward:
                hive.SetClock(Duration.FromSeconds(gap));
                break;
            case Happening.DroppedAfterApplying:
                hive.Plug.SwitchFaults.Enqueue(SwitchFault.DroppedAfterApplying);
                break;
            case Happening.NotApplied:
                hive.Plug.SwitchFaults.Enqueue(SwitchFault.AcknowledgedNotApplied);
                break;
            case Happening.PersonsCountdown:
                hive.Plug.Arm(Duration.FromMinutes(1 + (gap % 3)), gap % 2 == 0 ? PowerState.Off : PowerState.On);
                break;
            case Happening.Patience:
                hive.Plug.AsksForPatience = Duration.FromSeconds(20);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(what));
        }
    }
}
