using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Hardware;
using TapoHive.Protocol;

namespace TapoHive.Emulator.Sessions;

/// <summary>The credentials a plug goes by, which need not be those of its house.</summary>
internal static class HeldAccount
{
    private static readonly PlugCredentials _stranger = new("someone.else@example.com", "another password");

    /// <summary>What it holds, given the account of the house and what is wrong with it.</summary>
    public static PlugCredentials Of(PlugCredentials account, PlugModel model, AccountKind? wrong) => wrong switch
    {
        AccountKind.Other => _stranger,
        AccountKind.Stale => new PlugCredentials(account.Username, account.Password + " (before)"),
        AccountKind.Unbound => model.IsLegacyFamily ? SetupCredentials.Kasa : SetupCredentials.Tapo,
        _ => account,
    };
}
