using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

return await Tapohive.RunAsync(args, Screen.OfProcess());
