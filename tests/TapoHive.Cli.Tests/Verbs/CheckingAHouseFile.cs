using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;

namespace TapoHive.Cli.Tests.Verbs;

public sealed class CheckingAHouseFile : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("tapohive-house-").FullName, "house.conf");

    [Fact]
    public async Task Mistakes_are_shown_with_their_line()
    {
        await File.WriteAllTextAsync(_file, "house {\n  nam = hillside\n}\n", TestContext.Current.CancellationToken);

        var people = await Typing.TypeAsync("house", "check", _file);
        var programs = await Typing.TypeAsync("house", "check", _file, "--output", "json");

        Assert.Equal(ExitCode.Error, people.Code);
        Assert.Contains($"error: {_file}:2:3: ", people.Out, StringComparison.Ordinal);
        Assert.Contains("cannot be applied", people.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Error, programs.Code);
        Assert.StartsWith("""{"problems":[{"severity":"error",""", programs.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there()
    {
        var result = await Typing.TypeAsync("house", "check", _file);

        Assert.Equal(ExitCode.Error, result.Code);
        Assert.Contains(_file, result.Out, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
}
