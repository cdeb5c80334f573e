using NodaTime;
using TapoHive.Control.Contract;
using TapoHive.Control.Projections;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Intents;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;

namespace TapoHive.Control.Tests.Projections;

public sealed class OfWhy
{
    private static readonly Instant Until = SampleHouse.Now + Duration.FromMinutes(30);

    [Fact]
    public void Who_asks_stands_strongest_first_and_what_happened_newest_first()
    {
        var view = SampleHouse.View("hillside", "lamp").With("lamp", static outlet => outlet with
        {
            DesiredRevision = 2,
            Intents = IntentSlots.Empty
                .With(Layer.Base, new Intent(PowerState.Off, Origin.House, SampleHouse.Now))
                .With(Layer.Manual, new Intent(PowerState.On, Origin.Operator("anna"), SampleHouse.Now, Until)),
            Recent = [new Happening(SampleHouse.Now, "intent", PowerState.Off, "house"), new Happening(Until, "press", PowerState.On, "press")],
        });

        var why = Why(view);

        Assert.Equal("Manual On, Base Off", string.Join(", ", why.Intents.Select(static it => $"{it.Layer} {it.Wanted}")));
        Assert.Equal("press intent", string.Join(' ', why.Recent.Select(static it => it.What)));
        Assert.Equal(new NextReport(Until, PowerState.Off, "end:operator:anna"), Assert.Single(why.Next));
        Assert.Equal("It is asked to be on; the plug has not shown that yet.", why.Advice);
    }

    [Fact]
    public void Nobody_asks() => Assert.Equal(
        "Nobody asks anything of it, so it stays as it is: on.",
        Why(SampleHouse.View("hillside", "lamp")).Advice);

    [Fact]
    public void Somebody_pressed_the_button()
    {
        var view = SampleHouse.View("hillside", "lamp").With("lamp", static outlet => outlet with
        {
            DesiredRevision = 0,
            Intents = IntentSlots.Empty.With(Layer.Manual, new Intent(PowerState.On, Origin.Press, SampleHouse.Now)),
        });

        Assert.Equal("It is on, as somebody at the plug asks.", Why(view).Advice);
    }

    [Fact]
    public void A_problem_speaks_for_itself()
    {
        var view = SampleHouse.View("hillside", "lamp");
        var plug = view.State.Plugs.Keys.Single();
        view = view with
        {
            Reports = view.Reports.SetItem(plug, view.Reports[plug] with { Problem = new PlugProblem(FailureKind.Dark, "It is dark. Look at it.", SampleHouse.Now) }),
        };

        Assert.Equal("It is dark. Look at it.", Why(view).Advice);
    }

    [Fact]
    public void A_plug_not_heard_of_is_being_looked_for()
    {
        var view = SampleHouse.View("hillside", "lamp");
        Assert.StartsWith("The plug has not been heard of", Why(view with { Reports = view.Reports.Clear() }).Advice, StringComparison.Ordinal);
    }

    private static WhyReport Why(HouseView view) => WhyProjection.Of(view, view.State.OutletsByName.Values.Single(), SampleHouse.Now);
}
