using System.Collections.Immutable;
using TapoHive.Domain.Houses;

namespace TapoHive.Cli.NewHouses;

/// <summary>What was said on the command line of <c>init</c>; what is absent is asked, or taken as usual.</summary>
/// <param name="File">The house file to write, as typed.</param>
/// <param name="Username">The account.</param>
/// <param name="PasswordFile">A file that holds the password already.</param>
/// <param name="PasswordFrom">Where else the password comes from.</param>
/// <param name="Name">The house's name.</param>
/// <param name="TimeZone">Its zone.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Targets">Where plugs are looked for; none for the usual places.</param>
/// <param name="Port">The UDP port that plugs listen on.</param>
/// <param name="Adopt">What becomes of found plugs.</param>
/// <param name="Existing">What becomes of files that are there.</param>
/// <param name="Looking">Whether plugs are looked for at all.</param>
/// <param name="Listen">How long answers are waited for.</param>
internal sealed record InitRequest(
    string File,
    string? Username,
    string? PasswordFile,
    PasswordFrom PasswordFrom,
    string? Name,
    string? TimeZone,
    Location? Location,
    ImmutableArray<DiscoveryTarget> Targets,
    int Port,
    Adoption Adopt,
    ExistingFiles Existing,
    Looking Looking,
    TimeSpan Listen);
