using System.Net;
using Akka.Actor;
using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol.Discovery;

namespace TapoHive.Actors.Discovery;

/// <content>Those who wait for an answer: plugs that are missed, people who look.</content>
public sealed partial class DiscoveryActor
{
    private readonly List<PlugSearch> _searches = [];
    private readonly List<Gathering> _gatherings = [];
    private readonly SearchPace _pace = new();

    private void SearchFor(ProbeFor probe)
    {
        _searches.Add(new PlugSearch(Sender, probe.Identity, probe.LastSeen, Now + PatienceForOne));
        if (probe.LastSeen is { } last)
        {
            Open(IPAddress.Any);
            _queue.AddFirst(ProbePlan.Repeated(IPAddress.Any, last.Host, Ports(probe.Port), Now));
        }

        LookAround(_pace.Missed(probe.Identity, probe.LastSeen, Now));
        KeepTicking();
        ArmSearches();
    }

    // A plug that is missed may have moved: look everywhere, though not once for each of a hundred, nor for ever. Broadcasts cost next to
    // nothing and go on.
    private void LookAround(int sweepsInVain)
    {
        var sweeps = false;
        foreach (var (house, interest) in _houses.ToList())
        {
            if (HasPassed(SearchPace.BetweenSweeps(sweepsInVain, interest.Discovery.Every), interest.LastRound))
            {
                sweeps = true;
                Round(house);
            }
            else if (HasPassed(BetweenUnaskedCalls, interest.LastCall))
            {
                interest.LastCall = Now;
                Enqueue(interest.Discovery.Targets.Where(static target => !IsSwept(target)), interest.Discovery.Port);
            }
        }

        if (sweeps)
        {
            _pace.Swept();
        }
    }

    private static bool IsSwept(DiscoveryTarget target) => target == DiscoveryTarget.OwnSubnets || target.Range is (_, < 32);

    private void Gather(Discover request)
    {
        var targets = request.Targets.IsEmpty ? [.. _houses.Values.SelectMany(interest => interest.Discovery.Targets).Distinct()] : request.Targets;
        _gatherings.Add(new Gathering(Sender, Now, request.Listen, targets));
        if (request.Targets.IsEmpty)
        {
            RoundForAll();
        }
        else
        {
            Enqueue(request.Targets, request.Port ?? _houses.Values.Select(interest => interest.Discovery.Port).FirstOrDefault(DiscoveryDefinition.UsualPort));
        }

        ArmSearches();
    }

    private void Note(Sighting sighting)
    {
        _pace.Seen(sighting.Mac);
        for (var i = _searches.Count - 1; i >= 0; i--)
        {
            var search = _searches[i];
            if (search.IsFor(sighting))
            {
                _pace.Seen(search);
                _searches.RemoveAt(i);
                search.Asker.Tell(new ProbeFinished(sighting));
            }
            else if (search.IsFromThere(sighting))
            {
                _searches[i] = search with { Stranger = sighting };
            }
        }

        foreach (var gathering in _gatherings)
        {
            gathering.Sightings[sighting.Mac] = sighting;
        }
    }

    private void NotSent(ProbeStayed stayed)
    {
        foreach (var gathering in _gatherings)
        {
            gathering.NotSent(stayed.Probe);
        }
    }

    // While the first socket is still being opened (its key takes a busy machine a while), nobody has been asked yet.
    private bool IsOpening => _sockets.Values.Any(static opening => opening.Socket is null);

    private void EndSearches()
    {
        if (IsOpening)
        {
            return;
        }

        foreach (var search in _searches.Where(search => search.HasEnded(Now, PatienceForOne)).ToList())
        {
            _searches.Remove(search);
            search.Asker.Tell(new ProbeFinished(search.Stranger));
        }

        foreach (var gathering in _gatherings.Where(gathering => gathering.HasEnded(Now)).ToList())
        {
            _gatherings.Remove(gathering);
            gathering.Asker.Tell(new Discovered(
                [.. gathering.Sightings.Values.OrderBy(sighting => sighting.Mac)],
                gathering.Survey(_networks.Select(network => new SurveyedNetwork(network.Interface, RangeOf(network))))));
        }

        ArmSearches();
    }

    // Whoever waited while a socket was opened gets the whole time from now on.
    private void ResumeSearches()
    {
        for (var i = 0; i < _searches.Count; i++)
        {
            _searches[i] = _searches[i] with { Until = Instant.Max(_searches[i].Until, Now + PatienceForOne) };
        }

        foreach (var gathering in _gatherings)
        {
            gathering.Resume(Now);
        }

        ArmSearches();
    }

    private void ArmSearches()
    {
        if (IsOpening)
        {
            return;
        }

        var next = _searches.Select(search => search.Until).Concat(_gatherings.Select(gathering => gathering.Until)).DefaultIfEmpty(Instant.MaxValue).Min();
        if (next != Instant.MaxValue)
        {
            // Not for longer than that: the clock may be set back meanwhile.
            var pause = Duration.Max(Duration.Min(next - Now, PatienceForOne), Duration.FromMilliseconds(1));
            Timers.StartSingleTimer(SearchesDue.Instance, SearchesDue.Instance, pause.ToTimeSpan());
        }
    }

    private static string RangeOf(LocalNetwork network)
    {
        var bytes = network.Local.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return $"{new IPAddress(bytes)}/{network.PrefixLength.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    private sealed class SearchesDue : INoSerializationVerificationNeeded
    {
        public static SearchesDue Instance { get; } = new();
    }
}
