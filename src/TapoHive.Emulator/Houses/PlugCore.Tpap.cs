using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Faults;
using TapoHive.Emulator.Sessions;
using TapoHive.Protocol.Discovery;
using TapoHive.Protocol.Tpap;

namespace TapoHive.Emulator.Houses;

/// <content>What a plug goes by where it speaks TPAP.</content>
internal sealed partial class PlugCore
{
    /// <summary>Whether it belongs to nobody.</summary>
    public bool IsUnbound => Faults.Standing<Fault.Account>() is { Kind: AccountKind.Unbound };

    /// <summary>What a TPAP login is checked against; nothing where it does not speak that.</summary>
    public TpapHolding? TpapHolding
    {
        get
        {
            if (Device.Model.Transport is not Transport.Tpap)
            {
                return null;
            }

            var form = Faults.Standing<Fault.Passcode>()?.Form ?? new PasscodeForm.Shadow(2);
            var mac = Device.Identity.Mac;
            return new TpapHolding(form, IsUnbound ? TpapPasscode.Default(mac) : TpapPasscode.Of(form, Credentials, mac) ?? "");
        }
    }

    /// <summary>What it answers to the TPAP discover call.</summary>
    public TpapOffer TpapOffer => new(Device.Identity.Mac, TpapInvitation, UserHashType: null);

    /// <summary>How it wants TPAP; nothing where it does not want it.</summary>
    public TpapInvitation? TpapInvitation =>
        Device.Model.Transport is Transport.Tpap ? new TpapInvitation(Tls: 0, Address.Port, IsUnbound ? [0] : [2], Attests: false) : null;

    /// <summary>It locks itself against logins.</summary>
    public void LockOut(TimeSpan length)
    {
        lock (Gate)
        {
            Tpap.Lock(length, _time.GetUtcNow());
        }
    }

    /// <summary>Whether it refuses every login, and how many wrong passwords it counts.</summary>
    public (bool IsLocked, int Wrong) Lock()
    {
        lock (Gate)
        {
            return (Tpap.IsLocked(_time.GetUtcNow()), Tpap.Wrong);
        }
    }
}
