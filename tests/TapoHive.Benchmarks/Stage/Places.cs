using System.Net;
using System.Net.Sockets;

namespace TapoHive.Benchmarks.Stage;

/// <summary>Where things are: the repository, the program under test, free ports and networks.</summary>
internal static class Places
{
    private static int _networks;

    /// <summary>The top of the repository: artifacts/bin/TapoHive.Benchmarks/release is four levels down.</summary>
    public static string Repository { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    /// <summary>The program under test: what users run, as the same build left it, unless another one is named.</summary>
    public static string Tapohive
    {
        get
        {
            var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
            var program = field ?? Path.Combine(here.Parent!.Parent!.FullName, "TapoHive.Cli", here.Name, "tapohive");
            return File.Exists(program) ? program : throw new MeasurementException($"{program} is missing. Build it with 'dotnet build -c Release'.");
        }

        set;
    }

    /// <summary>This very program, for the parts of a measurement that need a process of their own.</summary>
    public static string Benchmarks => Environment.ProcessPath!;

    public static int FreeTcpPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static int FreeUdpPort()
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
    }

    /// <summary>A loopback network that no other measurement uses.</summary>
    public static string NextNetwork() => $"127.{64 + ((Environment.ProcessId + (16 * _networks++)) % 160)}.0.0/16";
}
