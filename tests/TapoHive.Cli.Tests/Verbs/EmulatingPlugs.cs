using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Tests.Testing;

namespace TapoHive.Cli.Tests.Verbs;

public sealed class EmulatingPlugs
{
    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--port", "-1")]
    [InlineData("--discovery-port", "70000")]
    [InlineData("--discovery-port", "-1")]
    public async Task A_port_that_does_not_exist_is_refused_in_a_sentence(string option, string port)
    {
        var result = await Typing.TypeAsync("emulate", option, port);

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Equal($"Port {port} does not exist; use 1 to 65535, or 0 for any free one.\n", result.Error);
    }
}
