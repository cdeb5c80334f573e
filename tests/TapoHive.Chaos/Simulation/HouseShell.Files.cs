using System.Collections.Immutable;
using TapoHive.Actors.Houses;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Sightings;

namespace TapoHive.Chaos.Simulation;

/// <content>House files, and plugs that come and go. There is no other house that could have a plug.</content>
internal sealed partial class HouseShell
{
    private readonly AdoptionDesk _adoption = new();

    private ImmutableArray<WaitingPlug> Waiting =>
        State.Definition is { } definition ? _adoption.Waiting(State, definition.Discovery.Every, Now) : [];

    private void Redefine(Func<HouseState, ApplyVerdict> decide) => Enqueue(
        state => decide(state) is ApplyVerdict.Change { Happened: var happened } ? [happened] : [],
        _ => DecideDue());

    private void SeenUnknown(Sighting sighting)
    {
        switch (AdoptionDecision.Judge(State, sighting))
        {
            case Candidacy.Joins:
                Enqueue(state => AdoptionDecision.Adopt(state, sighting, null, Now) is { } found ? [found] : [], static _ => { });
                break;
            case Candidacy.Waits:
                _adoption.See(sighting);
                break;
            default:
                break;
        }
    }

    private void Adopt(AdoptPlugs adopt)
    {
        foreach (var plug in AdoptionDecision.Pick(State, Waiting, adopt.Plugs).Items)
        {
            Enqueue(state => AdoptionDecision.Adopt(state, plug.Sighting, adopt.Origin, Now) is { } found ? [found] : [], static _ => { });
        }
    }

    private void ForgetSome(ForgetPlugs forget) => Enqueue(
        state => [.. AdoptionDecision.PickForgotten(state, forget.Plugs).Items.Select(plug => AdoptionDecision.Forget(plug, forget.Origin, Now))],
        static _ => { });
}
