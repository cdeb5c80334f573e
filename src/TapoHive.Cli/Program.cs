using TapoHive.Cli.CommandLine;
using TapoHive.Cli.Terminal;

ShortLife.Begin(args);
return await Tapohive.RunAsync(args, Screen.OfProcess());
