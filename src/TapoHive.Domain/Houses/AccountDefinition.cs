using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>One TP-Link account.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Username">The e-mail, exactly as the vendor's app shows it (case matters; PROTOCOL 7, row 13).</param>
/// <param name="Password">Where the password is to be had.</param>
public sealed record AccountDefinition(AccountName Name, string Username, SecretReference Password);
