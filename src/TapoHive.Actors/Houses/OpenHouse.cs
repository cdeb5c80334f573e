using Akka.Actor;
using Microsoft.Extensions.Logging;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Houses;

/// <summary>Wake a house that the journal knows.</summary>
public sealed record OpenHouse(HouseName House) : INoSerializationVerificationNeeded;
