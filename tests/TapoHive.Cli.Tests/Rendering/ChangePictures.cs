using TapoHive.Cli.Rendering;
using TapoHive.Cli.Tests.Testing;
using TapoHive.Control.Contract;
using TapoHive.Domain.Plans;

namespace TapoHive.Cli.Tests.Rendering;

public sealed class ChangePictures
{
    private static readonly ChangeReport Lamp = new("plug", "lamp", ChangeKind.Change, "room: hall -> bath");

    [Fact]
    public void A_plan_shows_each_change_and_how_to_make_it()
    {
        var plan = new PlanReport("hillside", 41, [new ChangeReport("account", "guests", ChangeKind.Add, "username: you@example.com"), Lamp, new ChangeReport("plug", "fan", ChangeKind.Remove, "")], []);

        var drawn = Typing.Drawn(screen => ChangeTable.Write(plan, "house.conf", screen));

        Assert.StartsWith(
            """
            CHANGE  KIND     NAME    DETAIL
            add     account  guests  username: you@example.com
            change  plug     lamp    room: hall -> bath
            remove  plug     fan

            3 changes to house 'hillside', as it is at revision 41. Make them:
            """.ReplaceLineEndings("\n"),
            drawn,
            StringComparison.Ordinal);
        Assert.EndsWith(" house apply house.conf --revision 41", drawn, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_do_is_said() =>
        Assert.Equal(
            "Nothing would change: house 'hillside' is what house.conf says (revision 41).",
            Typing.Drawn(static screen => ChangeTable.Write(new PlanReport("hillside", 41, [], []), "house.conf", screen)));

    [Fact]
    public void What_was_done_is_counted() =>
        Assert.EndsWith(
            "House 'hillside' is what house.conf says: 1 change (revision 42).",
            Typing.Drawn(static screen => ChangeTable.Write(new ApplyReport("hillside", 42, [Lamp]), "is what house.conf says", screen)),
            StringComparison.Ordinal);

    [Fact]
    public void A_long_detail_is_folded_and_not_cut()
    {
        var long_ = string.Join("; ", Enumerable.Range(1, 20).Select(static i => $"key-{i}: none -> {i}"));
        var drawn = Typing.Drawn(screen => ChangeTable.Write(new ApplyReport("hillside", 42, [Lamp with { Detail = long_ }]), "is right", screen), width: 80);

        Assert.Contains("key-20: none -> 20", string.Join(' ', drawn.Split('\n').Select(static line => line.Trim())), StringComparison.Ordinal);
    }
}
