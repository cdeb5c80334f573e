using TapoHive.Actors.Messages;
using TapoHive.Control.Client;
using TapoHive.Control.Gate;
using TapoHive.Control.Keys;
using TapoHive.Control.Tests.Testing;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Plans;

namespace TapoHive.Control.Tests.Gate;

public sealed class HouseFilesAtTheGate : GateSpec
{
    private static readonly string Large = string.Join('\n', Enumerable.Range(1, 2_000).Select(static i => $"plug-{i} {{ mac = \"00-00-5E-01-{i >> 8:X2}-{i & 255:X2}\", room = room-{i % 40}, tags = [ light, heat ] }}"));

    [Fact]
    public async Task Two_thousand_plugs_pass_to_be_planned_and_applied()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();
        var file = Read($"plugs {{ {Large} }}");

        var plan = await client.PlanAsync(file, "/houses/hillside.conf", Cancel);
        var applying = client.ApplyAsync(file, "/houses/hillside.conf", plan.Revision, Cancel);
        var asked = await Houses.ExpectMsgAsync<ApplyHouse>(cancellationToken: Cancel);
        Houses.Reply(new HouseAccepted(asked.House, 42, true, [new PlannedChange("plug", "plug-1", ChangeKind.Add, "room: room-1")]));
        var applied = await applying;

        Assert.Equal(2_000, plan.Changes.Count(static change => change is { Kind: "plug", Change: ChangeKind.Add }));
        Assert.Equal(2_000, asked.Definition.Plugs.Length);
        Assert.Equal((file.SourceHash, "/houses/hillside.conf", (long?)plan.Revision), (asked.SourceHash, asked.Source, asked.OnlyAt));
        Assert.Equal(("operator:local", ApplyWhen.TheHouseDiffers), (asked.By?.Value, asked.When));
        Assert.Equal(("hillside", 42L, "room: room-1"), (applied.House, applied.Revision, Assert.Single(applied.Changes).Detail));
    }

    [Fact]
    public async Task Who_may_only_look_may_plan_and_not_apply()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        var key = gate.LocalKey();
        await gate.Host.DisposeAsync();
        OperatorRegistry.Empty.With(new OperatorEntry("local", OperatorRole.View, key.PublicKey())).Write(gate.Folder.RegistryFile);
        await using var again = await GateHost.StartAsync(new HiveHandle(gate.Board, Houses, Discovery), new GateOptions(gate.Folder), gate.Log, Cancel);
        await using var client = await HiveClient.ConnectAsync(key, again.Address, RunningGate.Patience, Cancel);
        var file = HouseFile.ReadText(
            "house { name = hillside, time-zone = \"Europe/Paris\", accounts.default { username = \"spy@example.com\", password { env = TAPO_PASSWORD } } }", "/house.conf");

        var plan = await client.PlanAsync(file, "/house.conf", Cancel);
        Assert.Equal(["account", "house"], plan.Changes.Where(static change => change.Change == ChangeKind.Change).Select(static change => change.Kind).Order(StringComparer.Ordinal));
        Assert.All(plan.Changes.Where(static change => change.Change == ChangeKind.Change), static change => Assert.Equal("(shown to administrators only)", change.Detail));
        var refusals = new List<HiveException>
        {
            await Assert.ThrowsAsync<HiveException>(() => client.ApplyAsync(file, "/house.conf", null, Cancel)),
            await Assert.ThrowsAsync<HiveException>(() => client.RollBackAsync(null, Cancel)),
            await Assert.ThrowsAsync<HiveException>(() => client.ExportAsync(null, Cancel)),
        };

        Assert.All(refusals, static refused => Assert.Equal(HiveFailure.NotAllowed, refused.Failure));
    }

    [Fact]
    public async Task A_plug_of_another_house_is_said_by_the_plan_already()
    {
        await using var gate = await OpenAsync(SampleHouse.View("villa", "lamp"));
        await using var client = await gate.EnterAsync();

        var refused = await Assert.ThrowsAsync<HiveException>(() => client.PlanAsync(Read("plugs.x.mac = \"00-00-5E-00-53-00\""), "/house.conf", Cancel));

        Assert.Contains("belongs to house 'villa', as 'lamp'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_says_which_windows_begin_as_soon_as_it_is_applied()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();

        var plan = await client.PlanAsync(
            Read("time-zone = \"Europe/London\"\nplugs.lamp.mac = \"00-00-5E-00-53-00\"\nschedules.porch { from = \"11:00\", until = \"12:03\", on = lamp, days = mon }"), "/house.conf", Cancel);

        Assert.Equal(
            ["porch 2026-11-23T12:00:00Z Add", "porch 2026-11-23T12:03:00Z Add"],
            plan.Firings.Take(2).Select(static firing => $"{firing.Schedule} {firing.At} {firing.Change}"));
    }

    [Fact]
    public async Task A_client_that_means_something_else_by_the_same_text_is_of_another_version()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();

        var refused = await Assert.ThrowsAsync<HiveException>(() => client.PlanAsync(Read("") with { SourceHash = "other" }, "/house.conf", Cancel));

        Assert.Contains("one of them is older", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_the_hive_takes_is_refused_in_words()
    {
        await using var gate = await OpenAsync(new GateLimits { HouseBytes = 1_000 }, SampleHouse.View("hillside", "lamp"));
        await using var client = await gate.EnterAsync();

        var refused = await Assert.ThrowsAsync<HiveException>(() => client.PlanAsync(Read($"plugs {{ {Large} }}"), "/house.conf", Cancel));

        Assert.Contains("too large", refused.Message, StringComparison.Ordinal);
        await client.PlanAsync(Read(""), "/house.conf", Cancel);
    }

    [Fact]
    public async Task An_export_is_a_file_that_reads_and_plans_to_no_change()
    {
        await using var gate = await OpenAsync(SampleHouse.View("hillside", "lamp", "heater"), SampleHouse.View("villa"));
        await using var client = await gate.EnterAsync();

        var exported = await client.ExportAsync("hillside", Cancel);
        var read = HouseFile.ReadText(exported.Text, "/export.conf");
        var plan = await client.PlanAsync(read, "/export.conf", Cancel);
        var unclear = await Assert.ThrowsAsync<HiveException>(() => client.ExportAsync(null, Cancel));
        var unknown = await Assert.ThrowsAsync<HiveException>(() => client.ExportAsync("cellar", Cancel));

        Assert.Empty(read.Problems);
        Assert.Equal(2, read.Definition!.Plugs.Length);
        Assert.Empty(plan.Changes);
        Assert.Equal("Say which house is meant: hillside, villa.", unclear.Message);
        Assert.Equal(HiveFailure.NothingMatched, unknown.Failure);
    }

    private static HouseFileResult Read(string lines)
    {
        var read = HouseFile.ReadText(
            $"house {{\nname = hillside\naccounts.default {{ username = \"me@example.com\", password {{ env = TAPO_PASSWORD }} }}\n{lines}\n}}", "/houses/hillside.conf");
        Assert.Empty(read.Problems);
        return read;
    }
}
