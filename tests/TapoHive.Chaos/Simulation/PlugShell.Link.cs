using NodaTime;
using TapoHive.Actors.Messages;
using TapoHive.Domain.Convergence;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;

namespace TapoHive.Chaos.Simulation;

/// <content>Its link: opening sessions, and exchanges inside them.</content>
internal sealed partial class PlugShell
{
    private static readonly Duration Patience = Duration.FromSeconds(2);
    private static readonly CredentialFingerprint Fingerprint = new("fp");

    private object _session = new();
    private PlugEffect.Connect? _connected;
    private Action<CredentialPermission>? _permitted;

    private void Connect(PlugEffect.Connect connect)
    {
        var attempt = ++_attempt;
        (_connected, _permitted) = (connect, null);
        Time.After(HalfTrip, () =>
        {
            if (Reach(connect.Address, attempt) is not { } device)
            {
                return;
            }

            if (device.Struck(Trouble.Busy))
            {
                Fail(HalfTrip, attempt, FailureKind.Busy, Delivery.NotDelivered, Duration.FromSeconds(2));
            }
            else if (device.Has(Trouble.Forbidden))
            {
                Fail(HalfTrip, attempt, FailureKind.CompatibilityOff);
            }
            else if (device.Transport != connect.Offer.Transport)
            {
                Fail(HalfTrip, attempt, FailureKind.TransportChanged);
            }
            else if (connect.Offer.Transport is Transport.Aes or Transport.Tpap)
            {
                Tell(HalfTrip, attempt, static () => new PlugFact.KeysAgreed());
                AskToLogIn(connect, attempt, device);
            }
            else if (device.Has(Trouble.RefusesAccount))
            {
                Fail(HalfTrip, attempt, FailureKind.CredentialsRejected);
            }
            else
            {
                Tell(HalfTrip, attempt, static () => new PlugFact.KeysAgreed());
                LogIn(connect, attempt, device);
            }
        });
    }

    private void AskToLogIn(PlugEffect.Connect connect, long attempt, Device device)
    {
        _permitted = permission =>
        {
            if (attempt != _attempt)
            {
                return;
            }

            if (permission is not (CredentialPermission.Granted or CredentialPermission.GrantedOnceRecorded))
            {
                Fail(Duration.Zero, attempt, FailureKind.CredentialsRejected);
            }
            else
            {
                Time.After(HalfTrip, () => LogIn(connect, attempt, device));
            }
        };
        var locks = connect.Offer.Transport == Transport.Tpap ? LockOut.Locks : LockOut.RefusesOnly;
        After(HalfTrip, () => hive.Tell(new CredentialAsked(_state.Assignment!.House, id, Fingerprint, locks)));
    }

    private void LogIn(PlugEffect.Connect connect, long attempt, Device device)
    {
        var counts = connect.Offer.Transport is Transport.Aes or Transport.Tpap;
        if (!device.HasMains || device.Address != connect.Address || device.Has(Trouble.Silent) || device.Has(Trouble.Mute))
        {
            Fail(Patience, attempt, FailureKind.Dark, Delivery.Unknown);
            return;
        }

        if (device.Has(Trouble.RefusesAccount))
        {
            Judge(counts, CredentialStanding.Rejected);
            Fail(HalfTrip, attempt, FailureKind.CredentialsRejected);
            return;
        }

        Judge(counts, CredentialStanding.Accepted);
        var session = new object();
        device.Session = session;
        After(HalfTrip, () =>
        {
            if (attempt == _attempt)
            {
                _session = session;
            }
        });
        Time.After(HalfTrip * 2, () =>
        {
            if (Struck(device, session, connect.Address, attempt))
            {
                return;
            }

            var reading = device.Read();
            Tell(HalfTrip, attempt, () => new PlugFact.Connected(reading, Now + Duration.FromHours(23), null));
        });
    }

    private void Judge(bool counts, CredentialStanding standing)
    {
        if (counts)
        {
            After(HalfTrip, () => hive.Tell(new CredentialTested(_state.Assignment!.House, id, Fingerprint, standing)));
        }
    }

    private void Send(PlugEffect.Send send)
    {
        var sentAt = Now;
        Exchange(
            (device, answer) =>
            {
                var stray = device.Struck(Trouble.Late) ? Duration.FromSeconds(5) : device.Struck(Trouble.Delay) ? Duration.FromSeconds(8) : Duration.Zero;
                var isDelayed = stray == Duration.FromSeconds(8);
                hive.World.Wrote(device, send, id, stray > Duration.Zero);
                if (device.Struck(Trouble.Ignored))
                {
                    answer();
                    return;
                }

                if (stray > Duration.Zero)
                {
                    device.Later(stray, () => Apply(device, send, sentAt));
                }
                else
                {
                    Apply(device, send, sentAt);
                }

                if (!isDelayed)
                {
                    answer();
                }
            },
            static device => new PlugFact.Switched([], device.Read()));
    }

    private static void Apply(Device device, PlugEffect.Send send, Instant sentAt)
    {
        foreach (var command in send.Commands)
        {
            device.Apply(command, sentAt);
        }
    }

    /// <summary>One request inside the session: the plug acts half-way, and its answer says what was the case then.</summary>
    private void Exchange(Action<Device, Action> act, Func<Device, PlugFact> say)
    {
        var (attempt, session, address) = (_attempt, _session, _connected!.Address);
        Time.After(HalfTrip, () =>
        {
            if (Reach(address, attempt) is not { } device || Struck(device, session, address, attempt))
            {
                return;
            }

            var answered = false;
            act(device, () => answered = true);
            if (!answered || device.Struck(Trouble.DropAfter))
            {
                Fail(answered ? HalfTrip : Patience, attempt, answered ? FailureKind.Transient : FailureKind.Dark, Delivery.Unknown);
                return;
            }

            var said = say(device);
            Tell(HalfTrip, attempt, () => said);
        });
    }

    private Device? Reach(PlugAddress address, long attempt)
    {
        var device = hive.World.Network.At(address);
        if (device is null || !device.HasMains || device.Has(Trouble.Silent) || device.Has(Trouble.Mute))
        {
            Fail(Patience, attempt, FailureKind.Dark, Delivery.Unknown);
            return null;
        }

        if (device.Has(Trouble.Refused))
        {
            Fail(HalfTrip, attempt, FailureKind.Dark);
            return null;
        }

        return device;
    }

    private bool Struck(Device device, object session, PlugAddress address, long attempt)
    {
        if (device.Struck(Trouble.Expired))
        {
            device.Session = null;
        }

        if (device.Struck(Trouble.DropBefore))
        {
            Fail(HalfTrip, attempt, FailureKind.Transient, Delivery.Unknown);
        }
        else if (device.Session != session || device.Address != address)
        {
            Fail(HalfTrip, attempt, FailureKind.SessionLost);
        }
        else if (device.Struck(Trouble.Garbage))
        {
            Fail(HalfTrip, attempt, FailureKind.Malformed, Delivery.Unknown);
        }
        else if (device.Struck(Trouble.Busy))
        {
            Fail(HalfTrip, attempt, FailureKind.Busy, Delivery.NotDelivered, Duration.FromSeconds(2));
        }
        else
        {
            return false;
        }

        return true;
    }
}
