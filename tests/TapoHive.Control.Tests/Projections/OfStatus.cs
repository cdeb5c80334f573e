using System.Text.Json;
using NodaTime;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Tests.Projections;

public sealed class OfStatus
{
    private static readonly Origin Anna = Origin.Operator("anna");

    /// <summary>desired, desired revision, reported, proven revision, converged</summary>
    public static TheoryData<PowerState?, long, PowerState?, long, bool> Convergence => new()
    {
        { null, 0, null, 0, false },
        { null, 0, PowerState.On, 0, true },
        { PowerState.On, 5, null, 0, false },
        { PowerState.On, 5, PowerState.Off, 4, false },
        { PowerState.On, 5, PowerState.On, 4, false },
        { PowerState.On, 5, PowerState.On, 5, true },
        { PowerState.Off, 5, PowerState.Off, 6, true },
    };

    [Theory]
    [MemberData(nameof(Convergence))]
    public void Converged_is_what_was_read_after_the_wish(PowerState? desired, long revision, PowerState? reported, long proven, bool converged)
    {
        var view = SampleHouse.View("hillside", "lamp").With("lamp", outlet => outlet with
        {
            DesiredRevision = revision,
            Intents = desired is { } wanted ? IntentSlots.Empty.With(Layer.Manual, new Intent(wanted, Anna, SampleHouse.Now)) : IntentSlots.Empty,
        });
        view = Report(view, report => report with { Outlets = [report.Outlets[0] with { State = reported, ProvenRevision = proven }] });

        var status = One(view);

        Assert.Equal((desired, reported, converged), (status.Desired, status.Reported, status.Converged));
        Assert.Equal(desired is null ? null : Layer.Manual, status.Layer);
    }

    [Fact]
    public void What_ends_by_itself_is_wanted_until_then_only()
    {
        var until = SampleHouse.Now + Duration.FromHours(1);
        var view = SampleHouse.View("hillside", "lamp").With("lamp", outlet => outlet with
        {
            DesiredRevision = 3,
            Intents = IntentSlots.Empty.With(Layer.Manual, new Intent(PowerState.On, Anna, SampleHouse.Now, until)),
        });

        Assert.Equal(PowerState.On, One(view).Desired);
        Assert.Equal(PowerState.Off, One(view, until).Desired);
    }

    [Fact]
    public void A_live_report_knows_better_than_the_record()
    {
        var old = new PlugProblem(FailureKind.Dark, "It was dark. Wait.", SampleHouse.Now);
        var view = SampleHouse.View("hillside", "lamp").With("lamp", outlet => outlet with { Problem = old });

        Assert.Null(One(view).Problem);
        Assert.Equal("dark", One(view with { Reports = view.Reports.Clear() }).Problem?.Code);
    }

    [Fact]
    public void A_plug_that_was_not_heard_of_yet_shows_what_the_house_remembers()
    {
        var view = SampleHouse.View("hillside", "lamp").With("lamp", outlet => outlet with { Observed = new ObservedState(PowerState.On, SampleHouse.Now) });

        var status = One(view with { Reports = view.Reports.Clear() });

        Assert.Equal((PowerState.On, false, SessionPhase.Unpaired, null), (status.Reported, status.Converged, status.Phase, status.ReadAgeSeconds));
        Assert.Equal(("00-00-5E-00-53-00", "192.0.2.1:80", "P110"), (status.Mac, status.Address, status.Model));
    }

    [Fact]
    public void A_refused_password_is_a_quarantine_until_the_plug_lets_us_in()
    {
        var view = SampleHouse.View("hillside", "lamp");
        var plug = view.State.Plugs.Keys.First();
        var rejected = new CredentialTrial(new CredentialFingerprint("f"), CredentialStanding.Rejected, 0);
        view = view with { State = view.State with { Credentials = new CredentialLedger(view.State.Credentials.Trials.Add(plug, rejected)) } };

        Assert.False(One(view).Quarantined);
        Assert.True(One(Report(view, static report => report with { Phase = SessionPhase.Expired })).Quarantined);
    }

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(3_040, 3.0)]
    [InlineData(-5_000, 0.0)]
    public void The_age_of_a_reading_is_never_negative(int milliseconds, double seconds) =>
        Assert.Equal(seconds, One(SampleHouse.View("hillside", "lamp"), SampleHouse.Now + Duration.FromMilliseconds(milliseconds)).ReadAgeSeconds);

    [Fact]
    public void The_json_is_the_contract()
    {
        var view = SampleHouse.View("hillside", "lamp").With("lamp", static outlet => outlet with
        {
            DesiredRevision = 2,
            Intents = IntentSlots.Empty.With(Layer.Manual, new Intent(PowerState.Off, Anna, SampleHouse.Now)),
        });
        view = Report(view, static report => report with
        {
            Offer = new TransportOffer(Transport.Klap1, 80),
            Problem = new PlugProblem(FailureKind.SessionLost, "It forgot us. Wait.", SampleHouse.Now),
        });

        Assert.Equal(
            """
            {"name":"lamp","house":"hillside","plug":"lamp","room":"hall","tags":["light"],"desired":"off","layer":"manual","reported":"on","converged":false,"phase":"LoggedIn","quarantined":false,"transport":"klap1","address":"192.0.2.1:80","model":"P110","id":"0000000000000000000000000000000000000000","mac":"00-00-5E-00-53-00","readAgeSeconds":0,"problem":{"code":"session-lost","message":"It forgot us. Wait.","since":"2026-11-23T12:00:00Z"},"alias":null}
            """,
            JsonSerializer.Serialize(One(view), ContractJson.Default.OutletStatus));
    }

    private static OutletStatus One(HouseView view, Instant? now = null) =>
        StatusProjection.Of(view, view.State.OutletsByName.Values.Single(), now ?? SampleHouse.Now);

    private static HouseView Report(HouseView view, Func<PlugReport, PlugReport> change)
    {
        var plug = view.State.Plugs.Keys.Single();
        return view with { Reports = view.Reports.SetItem(plug, change(view.Reports[plug])) };
    }
}
