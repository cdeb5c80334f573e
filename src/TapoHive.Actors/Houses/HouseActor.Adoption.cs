using System.Collections.Immutable;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Actors.Instruments;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Sightings;

namespace TapoHive.Actors.Houses;

/// <content>How found plugs come to a house and leave it. A plug joins only after the parent of all houses has said that no other
/// house has it.</content>
public sealed partial class HouseActor
{
    private readonly AdoptionDesk _adoption = new();
    private ImmutableSortedDictionary<Mac, HouseName> _contested = ImmutableSortedDictionary<Mac, HouseName>.Empty;

    private ImmutableArray<WaitingPlug> Waiting =>
        _state.Definition is { } definition ? _adoption.Waiting(_state, definition.Discovery.Every, Now) : [];

    private static bool ChangesWhoIsHere(HouseEvent happened) =>
        happened is HouseApplied or HouseRolledBack or PlugFound or PlugForgotten or PlugReplaced or PlugRecognised or PlugLearnt { Mac: not null };

    private static Refused Objection<T>(Meant<T> meant) =>
        new(meant.Kind == ObjectionKind.NothingMeant ? RefusalReason.NothingMatched : RefusalReason.Invalid, meant.Objection!);

    private void TellWhoIsHere()
    {
        _adoption.Reconsider();
        Context.Parent.Tell(new PlugsHeld(_name, [.. _state.Plugs.Values.Select(plug => plug.Identity.Mac).OfType<Mac>()]));
    }

    // Two houses that both command a device would undo each other's work: only the one that had it first does.
    private void Contested(PlugsContested contested)
    {
        var before = _contested;
        _contested = contested.Plugs;
        foreach (var plug in _state.Plugs.Values)
        {
            if (plug.Identity.Mac is not { } mac || before.ContainsKey(mac) == _contested.ContainsKey(mac))
            {
                continue;
            }

            if (_contested.TryGetValue(mac, out var holder))
            {
                LeaveAlone(plug, mac, holder);
            }
            else
            {
                OwnUnlessContested(plug);
            }
        }
    }

    private void LeaveAlone(PlugRecord plug, Mac mac, HouseName holder)
    {
        LogContested(_name.Value, plug.Name.Value, holder.Value);
        _around.Plugs.Tell(new Forget(plug.Id, _name));
        _reports.Remove(plug.Id);
        var trouble = new TroubleBegan(
            Now,
            plug.Id,
            null,
            FailureKind.WrongDevice,
            $"This device ({mac}) is a plug of house '{holder}' already, so it is left alone here. Take it out of one of the two houses.");
        Enqueue(state => state.Plugs.TryGetValue(trouble.Plug, out var known) && known.Problem?.Kind != trouble.Kind ? [trouble] : [], static _ => { }, ActorRefs.Nobody);
        AskShow();
    }

    private void OwnUnlessContested(PlugRecord plug)
    {
        if (MayOwn(plug))
        {
            _around.Plugs.Tell(new Own(CommandDecision.Assign(_state, plug), null));
        }
    }

    private bool MayOwn(PlugRecord plug) => plug.Identity.Mac is { } mac ? !_contested.ContainsKey(mac) : !IsLeft(plug);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "House {House}: its plug {Plug} is one of house {Holder} already and is left alone here. Take it out of one of the two.")]
    private partial void LogContested(string house, string plug, string holder);

    private void SeenUnknown(Sighting sighting)
    {
        switch (AdoptionDecision.Judge(_state, sighting))
        {
            case Candidacy.Joins when _adoption.Claims(sighting):
                Context.Parent.Tell(new ClaimPlugs(_name, [sighting.Mac]));
                break;
            case Candidacy.Waits:
                _adoption.See(sighting);
                AskShow();
                break;
            default:
                break;
        }
    }

    private void Adopt(AdoptPlugs command)
    {
        var meant = AdoptionDecision.Pick(_state, Waiting, command.Plugs);
        if (meant.Objection is not null)
        {
            Sender.Tell(Objection(meant));
            return;
        }

        _adoption.Claims(meant.Items, command.Origin, Sender);
        Context.Parent.Tell(new ClaimPlugs(_name, [.. meant.Items.Select(plug => plug.Sighting.Mac)]));
    }

    private void Claimed(PlugsClaimed claimed)
    {
        if (_adoption.Ordered([.. claimed.Granted, .. claimed.Held.Keys]) is { } order)
        {
            Fulfil(order, claimed);
            return;
        }

        foreach (var mac in claimed.Held.Keys)
        {
            _adoption.Claimed(mac);
        }

        foreach (var sighting in claimed.Granted.Select(_adoption.Claimed).OfType<Sighting>())
        {
            Enqueue(state => AdoptionDecision.Adopt(state, sighting, null, Now) is { } found ? [found] : [], static _ => { }, ActorRefs.Nobody);
        }
    }

    private void Fulfil(AdoptionDesk.Order order, PlugsClaimed claimed)
    {
        if (!claimed.Held.IsEmpty)
        {
            var (mac, holder) = claimed.Held.First();
            order.Asker.Tell(new Refused(
                RefusalReason.Invalid,
                $"The plug {mac} belongs to house '{holder}', so nothing was adopted. Take it out there first: 'tapohive forget {holder}/{mac}', or out of that house's file."));
            return;
        }

        Enqueue(
            state =>
            {
                var events = ImmutableArray.CreateBuilder<HouseEvent>();
                foreach (var sighting in order.Sightings)
                {
                    if (AdoptionDecision.Adopt(state, sighting, order.By, Now) is { } found)
                    {
                        events.Add(found);
                        state = HouseEvolution.Evolve(state, found);
                    }
                }

                return events.ToImmutable();
            },
            _ => order.Asker.Tell(new Adopting(_name, [.. order.Sightings.Select(sighting => sighting.Mac)])),
            order.Asker);
    }

    private void ForgetSome(ForgetPlugs command)
    {
        var asker = Sender;
        Meant<PlugRecord> meant = new([], null);
        Enqueue(
            state =>
            {
                meant = AdoptionDecision.PickForgotten(state, command.Plugs);
                return [.. meant.Items.Select(plug => AdoptionDecision.Forget(plug, command.Origin, Now))];
            },
            state =>
            {
                asker.Tell(meant.Objection is null ? new Forgotten(_name, [.. meant.Items.Select(plug => plug.Name)]) : Objection(meant));
                if (!meant.Items.IsEmpty)
                {
                    // So that they are soon seen to wait, or found by another house that shares the account.
                    _around.Discovery.Tell(new LookFor(_name, state.Definition!.Discovery));
                }
            },
            asker);
    }
}
