using TapoHive.Cli.Terminal;
using TapoHive.Cli.Tests.Testing;

namespace TapoHive.Cli.Tests.Drawing;

public sealed class DrawingOver
{
    [Fact]
    public void The_last_picture_is_seen_and_what_was_written_above_it_stays()
    {
        using var terminal = new VirtualTerminal(40, 10);
        using var region = new LiveRegion(terminal.Screen());

        region.Show(static it => it.Out.WriteLine("one\ntwo\nthree"));
        region.Show(static it => it.Out.WriteLine("four"), static it => it.Out.WriteLine("news"));
        region.Show(static it => it.Out.WriteLine("five\nsix"));

        Assert.Equal("news\nfive\nsix", terminal.Text);
        region.Clear();
        Assert.Equal("news", terminal.Text);
    }

    [Fact]
    public void A_terminal_that_became_narrower_leaves_nothing_of_the_old_lines()
    {
        using var terminal = new VirtualTerminal(40, 10);
        using var region = new LiveRegion(terminal.Screen());
        region.Show(static it => it.Out.WriteLine(new string('x', it.Width - 1) + "\nshort"));

        terminal.Columns = 20;
        region.DrawAgain();

        Assert.Equal(new string('x', 19) + "\nshort", terminal.Text);
    }

    [Fact]
    public void A_picture_is_never_taller_than_the_terminal()
    {
        using var terminal = new VirtualTerminal(40, 5);
        using var region = new LiveRegion(terminal.Screen());

        for (var i = 0; i < 3; i++)
        {
            region.Show(static it => it.Out.WriteLine("1\n2\n3\n4\n5\n6\n7"));
        }

        Assert.Equal("1\n2\n3\n4", terminal.Text);
    }

    [Fact]
    public void What_was_left_is_written_below()
    {
        using var terminal = new VirtualTerminal(40, 10);
        using var region = new LiveRegion(terminal.Screen());
        region.Show(static it => it.Out.WriteLine("one"));

        region.Leave();
        region.Show(static it => it.Out.WriteLine("two"));

        Assert.Equal("one\ntwo", terminal.Text);
    }

    [Fact]
    public async Task What_comes_at_once_is_not_drawn_and_what_is_awaited_is_and_leaves_nothing()
    {
        using var terminal = new VirtualTerminal(40, 10);
        var drawn = new TaskCompletionSource();
        var answer = new TaskCompletionSource<int>();

        var waiting = LiveView.WaitAsync(
            answer.Task,
            terminal.Screen(),
            (it, _) =>
            {
                it.Out.WriteLine("waiting");
                drawn.TrySetResult();
            },
            TestContext.Current.CancellationToken);
        await drawn.Task;
        answer.SetResult(7);

        Assert.Equal((7, ""), (await waiting, terminal.Text));
        Assert.Equal(8, await LiveView.WaitAsync(Task.FromResult(8), terminal.Screen(), static (_, _) => throw new InvalidOperationException(), TestContext.Current.CancellationToken));
    }
}
