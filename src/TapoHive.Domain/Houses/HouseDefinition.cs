using System.Collections.Immutable;
using NodaTime;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Domain.Houses;

/// <summary>What a house file says, checked and complete: what a person decided. It holds references to secrets, never secrets.</summary>
/// <param name="Name">The house.</param>
/// <param name="TimeZone">IANA zone of its schedules.</param>
/// <param name="Accounts">The TP-Link accounts its plugs belong to; the first is the default one.</param>
/// <param name="Discovery">Where plugs are looked for, and what becomes of found ones.</param>
/// <param name="Press">What a press on a plug's button means, where the plug does not say otherwise.</param>
/// <param name="Plugs">The plugs a person listed.</param>
/// <param name="Location">Where it stands, where given.</param>
public sealed record HouseDefinition(
    HouseName Name,
    string TimeZone,
    ImmutableArray<AccountDefinition> Accounts,
    DiscoveryDefinition Discovery,
    PressPolicy Press,
    ImmutableArray<PlugDefinition> Plugs,
    Location? Location = null);

/// <summary>One TP-Link account.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Username">The e-mail, exactly as the vendor's app shows it (case matters; PROTOCOL 7, row 13).</param>
/// <param name="Password">Where the password is to be had.</param>
public sealed record AccountDefinition(AccountName Name, string Username, SecretReference Password);

/// <summary>Where a secret is kept. The secret itself never enters a file of ours, the journal or a message.</summary>
/// <param name="Source">The kind of place.</param>
/// <param name="Place">An absolute path, the name of an environment variable, or the name of a systemd credential.</param>
public sealed record SecretReference(SecretSource Source, string Place);

/// <summary>The kinds of places where a secret is kept.</summary>
public enum SecretSource
{
    /// <summary>A file that only its owner can read; a trailing newline is not part of the secret.</summary>
    File,

    /// <summary>An environment variable of the hive.</summary>
    Environment,

    /// <summary>A systemd credential (a file in <c>CREDENTIALS_DIRECTORY</c>).</summary>
    Credential,
}

/// <summary>Where plugs are looked for.</summary>
/// <param name="Targets">Broadcast, the machine's own subnets, ranges, single addresses.</param>
/// <param name="Every">The pause between two rounds.</param>
/// <param name="Adopt">What becomes of found plugs of our accounts that the file does not list.</param>
/// <param name="Port">UDP port that plugs listen on; 20002 on all real plugs (20004 is then asked too; PROTOCOL 1.1).</param>
public sealed record DiscoveryDefinition(ImmutableArray<DiscoveryTarget> Targets, Duration Every, Adoption Adopt, int Port = DiscoveryDefinition.UsualPort)
{
    /// <summary>The port of real plugs.</summary>
    public const int UsualPort = 20002;

    /// <summary>What holds when a file says nothing.</summary>
    public static DiscoveryDefinition Usual { get; } = new(
        [DiscoveryTarget.Broadcast, DiscoveryTarget.OwnSubnets],
        Duration.FromSeconds(60),
        Adoption.Automatic);
}

/// <summary>What becomes of a found plug that nobody listed.</summary>
public enum Adoption
{
    /// <summary>It joins the house under its alias.</summary>
    Automatic,

    /// <summary>It waits for <c>tapohive adopt</c>.</summary>
    Ask,
}

/// <summary>What a press on a plug's own button means.</summary>
public enum PressPolicy
{
    /// <summary>It is a person's wish: it becomes the manual intent.</summary>
    Follow,

    /// <summary>It is driven back, a few times; then it is reported as a fight.</summary>
    Enforce,
}

/// <summary>One listed plug. At least one of <paramref name="Mac"/>, <paramref name="Id"/> and <paramref name="Host"/> says which device it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mac">Its hardware address, where given.</param>
/// <param name="Id">Its device id (of either kind), where given.</param>
/// <param name="Host">Its address, where given; the port is 80 unless said.</param>
/// <param name="Account">The account it belongs to, by name.</param>
/// <param name="Room">Its room, where given.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Protection">Whether it is only ever meant by its own name.</param>
/// <param name="Base">What it should be when nobody else asks, where given.</param>
/// <param name="Press">Its own press policy, where given.</param>
/// <param name="Outlets">The named outlets of a strip; empty for a plug with one relay, and for a strip whose outlets nobody named.</param>
public sealed record PlugDefinition(
    PlugName Name,
    Mac? Mac,
    string? Id,
    PlugAddress? Host,
    AccountName Account,
    string? Room,
    ImmutableArray<string> Tags,
    Protect Protection,
    PowerState? Base,
    PressPolicy? Press,
    ImmutableArray<OutletDefinition> Outlets);

/// <summary>Whether selectors such as <c>all</c> may mean an outlet.</summary>
public enum Protect
{
    /// <summary>They may.</summary>
    No,

    /// <summary>Only its own name means it.</summary>
    OnlyByName,
}

/// <summary>One named outlet of a strip.</summary>
/// <param name="Name">The part after the dot: <c>monitor</c> of <c>desk.monitor</c>.</param>
/// <param name="Slot">Its position on the strip, from 1.</param>
/// <param name="Room">Its room, where it differs from the strip's.</param>
/// <param name="Tags">Its tags, besides the strip's.</param>
/// <param name="Base">Its base state, where it differs from the strip's.</param>
public sealed record OutletDefinition(string Name, OutletSlot Slot, string? Room, ImmutableArray<string> Tags, PowerState? Base);
