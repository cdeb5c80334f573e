using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Runs;
using TapoHive.Domain.Selectors;

namespace TapoHive.Actors.Houses;

/// <content>What operators ask of a house.</content>
public sealed partial class HouseActor
{
    private void Switch(SwitchOutlets command)
    {
        if (command.Verb == SwitchVerb.Toggle)
        {
            BeginToggle(command);
            return;
        }

        // Resolved in the state the run meets: a strip may show its outlets between the question and the write.
        var wanted = command.Verb == SwitchVerb.On ? PowerState.On : PowerState.Off;
        Start(command, Sender, state => Selection.Resolve(state, command.Selectors), outlets => [.. outlets.Select(outlet => (outlet, wanted))], []);
    }

    private void BeginToggle(SwitchOutlets command)
    {
        var selection = Selection.Resolve(_state, command.Selectors);
        if (Refusal(selection) is { } refused)
        {
            Sender.Tell(refused);
            return;
        }

        _toggles.Add(command, Sender, selection.Outlets, Now);
        foreach (var plug in selection.Outlets.Select(outlet => _state.OutletsByName[outlet].Plug).Distinct())
        {
            _around.Plugs.Tell(new ReadNow(plug, _name));
        }

        Timers.StartSingleTimer(TogglesOver.Instance, TogglesOver.Instance, ToggleBook.Patience.ToTimeSpan());
    }

    private void Start(
        SwitchOutlets command,
        IActorRef asker,
        Func<HouseState, Selection> select,
        Func<ImmutableArray<OutletName>, ImmutableArray<(OutletName Outlet, PowerState Wanted)>> want,
        ImmutableArray<OutletEvidence> unread)
    {
        var verb = command.Verb switch
        {
            SwitchVerb.On => "on",
            SwitchVerb.Off => "off",
            _ => "toggle",
        };
        var run = default(RunId);
        EnqueueSelected(
            select,
            (state, outlets) =>
            {
                // The run's number is the revision of its own event, which is the next one.
                run = new RunId(state.Revision + 1);
                return CommandDecision.Start(state, verb, want(outlets), command.Origin, command.For, command.Holding, command.Window, Now, unread);
            },
            state => Follow(state, run, asker, null),
            asker,
            Spans.Under(command.Trace, "house switch"));
    }

    private void Release(ReleaseOutlets command)
    {
        var asker = Sender;
        ImmutableArray<OutletName> released = [];
        EnqueueSelected(
            state => Selection.Resolve(state, command.Selectors),
            (state, outlets) =>
            {
                var happened = CommandDecision.Release(state, outlets, command.Origin, Now);
                released = happened is null ? [] : [.. happened.Outlets.Select(key => state[key].Name)];
                return happened;
            },
            _ => asker.Tell(new Released(_name, released)),
            asker);
    }

    private void Retry(RetryPlugs command)
    {
        // Whoever has corrected the password says this.
        _around.Vault.ReadAgain(_name);
        var asker = Sender;
        ImmutableArray<PlugName> retried = [];
        EnqueueSelected(
            state => Selection.Resolve(state, command.Selectors),
            (state, outlets) =>
            {
                var happened = CommandDecision.Retry(state, outlets, command.Origin, Now);
                retried = [.. happened.Plugs.Select(plug => state.Plugs[plug].Name)];
                return happened;
            },
            _ => asker.Tell(new Retrying(_name, retried)),
            asker);
    }

    private void EnqueueSelected(
        Func<HouseState, Selection> select,
        Func<HouseState, ImmutableArray<OutletName>, HouseEvent?> decide,
        Action<HouseState> done,
        IActorRef asker,
        Activity? span = null)
    {
        Refused? refused = null;
        Enqueue(
            state =>
            {
                var selection = select(state);
                refused = Refusal(selection);
                return refused is null && decide(state, selection.Outlets) is { } happened ? [happened] : [];
            },
            state =>
            {
                if (refused is null)
                {
                    done(state);
                }
                else
                {
                    asker.Tell(refused);
                }
            },
            asker,
            span);
    }

    private static Refused? Refusal(Selection selection) =>
        selection.Error is { } error ? new Refused(RefusalReason.BadSelector, error)
        : selection.Outlets.IsEmpty ? new Refused(RefusalReason.NothingMatched, selection.Emptiness ?? "No outlet matches. 'tapohive status' lists what there is; a protected outlet is meant only by its own name.")
        : null;

    private void ResolveToggles()
    {
        foreach (var ready in _toggles.TakeReady(_state, Reports, Now))
        {
            if (ready.Wanted.IsEmpty)
            {
                ready.Asker.Tell(new Refused(
                    RefusalReason.Invalid,
                    "None of these outlets can be read just now, so 'the other state' is unknown and nothing was switched. Use on or off, or see 'tapohive status --problems'."));
            }
            else
            {
                Start(
                    ready.Command,
                    ready.Asker,
                    state => new Selection([.. ready.Wanted.Select(wanted => wanted.Outlet).Where(state.OutletsByName.ContainsKey)], null),
                    _ => ready.Wanted,
                    ready.Unread);
            }
        }
    }
}
