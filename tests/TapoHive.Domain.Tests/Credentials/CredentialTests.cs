using FsCheck.Xunit;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Tests.Houses;
using static TapoHive.Domain.Tests.Houses.Hillside;

namespace TapoHive.Domain.Tests.Credentials;

/// <summary>A password is proven on one plug before the others use it, and a wrong one costs one attempt.</summary>
public sealed class CredentialTests
{
    private static readonly CredentialFingerprint Password = new("first");
    private static readonly CredentialFingerprint NewPassword = new("second");

    [Theory]
    [InlineData(LockOut.RefusesOnly)]
    [InlineData(LockOut.Locks)]
    public void A_wrong_password_is_sent_once_to_two_hundred_plugs(LockOut locks)
    {
        var hive = new Hive(200, locks, static (_, _) => false);
        hive.EverybodyAsks(20);
        Assert.Equal(1, hive.Sent);
        hive.Restart();
        hive.EverybodyAsks(20);
        Assert.Equal(1, hive.Sent);
    }

    [Theory]
    [InlineData(LockOut.RefusesOnly)]
    [InlineData(LockOut.Locks)]
    public void The_right_password_reaches_all_and_is_recorded_once_for_each(LockOut locks)
    {
        var hive = new Hive(200, locks, static (_, _) => true);
        hive.EverybodyAsks(1);
        Assert.Equal(1, hive.MostUnderWayBeforeProof);
        hive.EverybodyAsks(3);
        Assert.Equal(200, hive.Open);
        Assert.Equal(200, hive.Recorded);
        hive.Restart();
        hive.EverybodyAsks(3);
        Assert.Equal(200, hive.Open);
        Assert.Equal(200, hive.Recorded);
    }

    [Fact]
    public void A_wrong_password_is_sent_once_to_plugs_that_lock_themselves_however_often_the_hive_is_killed()
    {
        var hive = new Hive(200, LockOut.Locks, static (_, _) => false) { KilledBeforeTheAnswer = 5 };
        for (var life = 0; life < 10; life++)
        {
            hive.EverybodyAsks(5);
            hive.Restart();
        }

        Assert.Equal(1, hive.Sent);
    }

    [Fact]
    public void A_wrong_password_is_sent_once_in_each_life_to_plugs_that_only_refuse_and_no_more_once_an_answer_was_seen()
    {
        var hive = new Hive(200, LockOut.RefusesOnly, static (_, _) => false) { KilledBeforeTheAnswer = 3 };
        for (var life = 0; life < 10; life++)
        {
            hive.EverybodyAsks(5);
            hive.Restart();
        }

        Assert.Equal(4, hive.Sent);
    }

    [Fact]
    public void The_right_password_survives_kills_on_plugs_that_only_refuse()
    {
        var hive = new Hive(200, LockOut.RefusesOnly, static (_, _) => true) { KilledBeforeTheAnswer = 4 };
        for (var life = 0; life < 5; life++)
        {
            hive.EverybodyAsks(3);
            hive.Restart();
        }

        hive.EverybodyAsks(3);
        Assert.Equal(200, hive.Open);
    }

    [Fact]
    public void A_plug_that_locks_itself_gets_a_proven_password_again_after_unseen_answers_but_not_for_ever()
    {
        var other = new PlugId("proven");
        var plug = new PlugId("p");
        var house = Of().After(new CredentialJudged(Morning, other, Password, CredentialStanding.Accepted));
        var sent = 0;
        while (CredentialDecision.Decide(house.Credentials, plug, Password, LockOut.Locks, static _ => false) == CredentialPermission.GrantedOnceRecorded)
        {
            house = house.After(new CredentialTried(Morning, plug, Password));
            Assert.True(++sent < 10, "It is sent for ever.");
        }

        Assert.Equal(1 + CredentialDecision.UnansweredLimit, sent);
    }

    [Fact]
    public void A_plug_with_another_password_is_the_only_one_in_quarantine_once_another_proved_ours()
    {
        var hive = new Hive(20, LockOut.Locks, static (plug, _) => plug != 7);
        hive.EverybodyAsks(5);
        Assert.Equal(19, hive.Open);
        Assert.Equal(1, hive.Refused);
        Assert.Equal(20, hive.Sent);
    }

    [Fact]
    public void A_retry_helps_where_the_first_plug_to_be_asked_has_another_password()
    {
        var hive = new Hive(20, LockOut.Locks, static (plug, _) => plug != 0);
        hive.EverybodyAsks(5);
        Assert.Equal(0, hive.Open);
        Assert.Equal(1, hive.Sent);
        hive.Retry(5);
        hive.Asks(5);
        hive.EverybodyAsks(5);
        Assert.Equal(19, hive.Open);
    }

    [Fact]
    public void A_trial_that_was_certainly_not_sent_never_was()
    {
        var plug = new PlugId("p");
        var other = new PlugId("other");
        var tried = Of().After(new CredentialTried(Morning, plug, Password));
        Assert.Equal(CredentialPermission.Refused, CredentialDecision.Decide(tried.Credentials, other, Password, LockOut.Locks, static _ => false));

        var unsent = tried.After(new CredentialJudged(Morning, plug, Password, CredentialStanding.Unsent));

        Assert.Empty(unsent.Credentials.Trials);
        Assert.Equal(CredentialPermission.GrantedOnceRecorded, CredentialDecision.Decide(unsent.Credentials, other, Password, LockOut.Locks, static _ => false));
    }

    [Fact]
    public void What_was_not_sent_takes_back_neither_an_earlier_trial_nor_a_judgement()
    {
        var plug = new PlugId("p");
        var unsent = new CredentialJudged(Morning, plug, Password, CredentialStanding.Unsent);
        var tried = new CredentialTried(Morning, plug, Password);

        Assert.Equal(
            new CredentialTrial(Password, CredentialStanding.Tried, 0),
            Of().After(tried).After(tried).After(unsent).Credentials.Trials[plug]);
        Assert.Equal(
            CredentialStanding.Rejected,
            Of().After(new CredentialJudged(Morning, plug, Password, CredentialStanding.Rejected)).After(unsent).Credentials.Trials[plug].Standing);
    }

    [Fact]
    public void Why_a_password_is_held_back_is_said_with_the_plug_and_what_to_do()
    {
        var house = Of([Plug("lamp", 1), Plug("fan", 2)]);
        var (lamp, fan) = (house.Plug("lamp").Id, house.Plug("fan").Id);

        var unseen = house.After(new CredentialTried(Morning, lamp, Password));
        Assert.StartsWith("The plug was sent this user name and password and its answer was never seen", CredentialRefusal.Words(unseen, lamp, Password), StringComparison.Ordinal);
        Assert.StartsWith("Plug 'lamp' of the same account was sent", CredentialRefusal.Words(unseen, fan, Password), StringComparison.Ordinal);

        var refused = unseen.After(new CredentialJudged(Morning, lamp, Password, CredentialStanding.Rejected));
        Assert.StartsWith("The plug refused", CredentialRefusal.Words(refused, lamp, Password), StringComparison.Ordinal);
        Assert.StartsWith("Plug 'lamp' of the same account refused", CredentialRefusal.Words(refused, fan, Password), StringComparison.Ordinal);

        Assert.All(
            [(unseen, lamp), (unseen, fan), (refused, lamp), (refused, fan)],
            static held => Assert.Contains("run 'tapohive retry'", CredentialRefusal.Words(held.Item1, held.Item2, Password), StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_password_is_tried_afresh()
    {
        var hive = new Hive(20, LockOut.Locks, static (_, password) => password == NewPassword);
        hive.EverybodyAsks(5);
        hive.Password = NewPassword;
        hive.EverybodyAsks(5);
        Assert.Equal(20, hive.Open);
        Assert.Equal(21, hive.Sent);
    }

    [Property(MaxTest = 300, Replay = "(998877,3)")]
    public void No_plug_that_locks_itself_ever_gets_an_unproven_password_twice(byte[] order, byte kills)
    {
        var hive = new Hive(5, LockOut.Locks, static (_, _) => false) { KilledBeforeTheAnswer = kills % 4 };
        foreach (var plug in order)
        {
            hive.Asks(plug % 5);
            if (plug % 7 == 0)
            {
                hive.Restart();
            }
        }

        Assert.InRange(hive.Sent, 0, 1);
    }

    /// <summary>Plugs of one account that ask their house before they log in.</summary>
    private sealed class Hive(int plugs, LockOut locks, Func<int, CredentialFingerprint, bool> accepts)
    {
        private readonly HashSet<int> _open = [];
        private readonly Queue<int> _underWay = new();
        private HouseState _house = Of([.. Enumerable.Range(0, plugs).Select(i => Plug($"p{i}", i))]);

        public CredentialFingerprint Password { get; set; } = CredentialTests.Password;

        public int KilledBeforeTheAnswer { get; set; }

        public int Sent { get; private set; }

        public int Recorded { get; private set; }

        public int MostUnderWayBeforeProof { get; private set; }

        public int Open => _open.Count;

        public int Refused => _house.Credentials.Trials.Values.Count(trial => trial.Standing == CredentialStanding.Rejected);

        /// <summary>All that have no session ask, then the answers come, and so on.</summary>
        public void EverybodyAsks(int rounds)
        {
            for (var round = 0; round < rounds; round++)
            {
                for (var plug = 0; plug < plugs; plug++)
                {
                    Ask(plug);
                }

                Answer();
            }
        }

        public void Asks(int plug)
        {
            Ask(plug);
            Answer();
        }

        public void Restart()
        {
            _open.Clear();
            _underWay.Clear();
        }

        public void Retry(int plug) => _house = _house.After(new PlugsRetried(Morning, Anna, [Id(plug)]));

        private static PlugId Id(int plug) => new(MacOf(plug).ToString());

        private void Ask(int plug)
        {
            if (_open.Contains(plug) || _underWay.Contains(plug))
            {
                return;
            }

            var permission = CredentialDecision.Decide(_house.Credentials, Id(plug), Password, locks, id => _underWay.Any(p => Id(p) == id));
            if (permission is CredentialPermission.Wait or CredentialPermission.Refused)
            {
                return;
            }

            if (permission == CredentialPermission.GrantedOnceRecorded)
            {
                _house = _house.After(new CredentialTried(Morning, Id(plug), Password));
                Recorded++;
            }

            Sent++;
            _underWay.Enqueue(plug);
            if (_house.Credentials.Trials.Values.All(trial => trial.Standing != CredentialStanding.Accepted))
            {
                MostUnderWayBeforeProof = Math.Max(MostUnderWayBeforeProof, _underWay.Count);
            }
        }

        private void Answer()
        {
            if (_underWay.Count > 0 && KilledBeforeTheAnswer-- > 0)
            {
                Restart();
                return;
            }

            while (_underWay.TryDequeue(out var plug))
            {
                var standing = accepts(plug, Password) ? CredentialStanding.Accepted : CredentialStanding.Rejected;
                _house = _house.After(new CredentialJudged(Morning, Id(plug), Password, standing));
                if (standing == CredentialStanding.Accepted)
                {
                    _open.Add(plug);
                }
            }
        }
    }
}
