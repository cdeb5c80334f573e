using System.Collections.Immutable;
using NodaTime;
using TapoHive.Actors.Discovery;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Readings;
using TapoHive.Domain.Sightings;
using TapoHive.Protocol;
using TapoHive.Protocol.Keys;

namespace TapoHive.Cli.NewHouses;

/// <summary>What a look at the network shows to somebody with an account.</summary>
/// <param name="Sightings">Everything that answered.</param>
/// <param name="Ours">The plugs of the account.</param>
/// <param name="Causes">Why there are none, likeliest first; empty where there are.</param>
/// <param name="Proven">Whether a plug has shown that it knows the password.</param>
internal sealed record NetworkLook(ImmutableArray<Sighting> Sightings, ImmutableArray<FoundPlug> Ours, ImmutableArray<string> Causes, bool Proven)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>A plug that does not take the password, if one said so.</summary>
    public FoundPlug? Rejecting => Ours.FirstOrDefault(static plug => plug.Trouble?.Kind == FailureKind.CredentialsRejected);

    /// <summary>Looks for plugs, and says a first word to those of the account with which that costs nothing: a KLAP plug shows by itself whether the
    /// password is right, and nothing made of it is sent. AES and TPAP plugs count attempts: the hive tries them, one at a time.</summary>
    public static async Task<NetworkLook> TakeAsync(
        ImmutableArray<DiscoveryTarget> targets, int port, TimeSpan listen, PlugCredentials credentials, CancellationToken cancellation)
    {
        var found = await StandaloneDiscovery.LookAsync(targets, Duration.FromTimeSpan(listen), SystemClock.Instance, port, cancellation);
        var owner = OwnerHash.OfUser(credentials.Username);
        var ours = found.Sightings.Where(sighting => SightingStandings.Of(sighting, owner) == SightingStanding.Ours).OrderBy(static sighting => sighting.Mac).ToList();
        using var connector = new PlugConnector(new PlugConnectorOptions(), new RsaKeyRing(), SystemClock.Instance, TimeProvider.System);
        var plugs = new List<FoundPlug>();
        var proven = false;

        // One first: should the password be wrong, one plug has heard of it and not all.
        foreach (var some in ours.Take(1).Chunk(1).Concat(ours.Skip(1).Chunk(AtOnce)))
        {
            var heard = plugs.Exists(static plug => plug.Trouble?.Kind == FailureKind.CredentialsRejected);
            foreach (var (plug, isProof) in await Task.WhenAll(some.Select(sighting => heard ? Task.FromResult((new FoundPlug(sighting, "", null), false)) : AskAsync(connector, sighting, credentials, cancellation))))
            {
                plugs.Add(plug);
                proven |= isProof;
            }
        }

        var survey = await MachineSigns.AddToAsync(found.Survey);
        return new NetworkLook(found.Sightings, [.. plugs], LikelyCauses.Of(survey, found.Sightings, new HashSet<OwnerHash> { owner }), proven);
    }

    private static async Task<(FoundPlug Plug, bool IsProof)> AskAsync(PlugConnector connector, Sighting sighting, PlugCredentials credentials, CancellationToken cancellation)
    {
        if (sighting is not { Address: { } address, Offer: SightedTransport.Offered { Offer: { Transport: Transport.Klap or Transport.Klap1 } offer } })
        {
            return (new FoundPlug(sighting, "", null), false);
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(Patience);
        try
        {
            switch (await connector.HandshakeAsync(offer, address, credentials, enough.Token))
            {
                case Result<PlugSession>.Ok { Value: var session }:
                    using (session)
                    {
                        var reading = await session.ReadAsync(enough.Token);
                        return (new FoundPlug(sighting, reading is Result<PlugReading>.Ok { Value: var read } ? read.Alias : "", (reading as Result<PlugReading>.Failed)?.Failure), session.Info.Credential == CredentialOrigin.Account);
                    }

                case Result<PlugSession>.Failed { Failure: var failure }:
                    return (new FoundPlug(sighting, "", failure), false);
                default:
                    throw new InvalidOperationException("Neither a session nor a failure.");
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (new FoundPlug(sighting, "", new Failure(FailureKind.Dark, $"{address} answers discovery and then nothing more. Try again; a plug that hangs needs its power cut for a moment.")), false);
        }
    }
}
