using NodaTime;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>A plug that an operator took out of its house. It is not taken in again by itself; <c>tapohive adopt</c> does that.</summary>
/// <param name="Name">The name it had.</param>
/// <param name="Alias">Its name in the vendor's app, as last told.</param>
/// <param name="At">When it was taken out.</param>
public sealed record ForgottenPlug(PlugName Name, string Alias, Instant At);
