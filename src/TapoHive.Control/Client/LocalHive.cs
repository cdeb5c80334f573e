using System.Net.Sockets;
using TapoHive.Control.Keys;

namespace TapoHive.Control.Client;

/// <summary>A hive of this user on this machine: where its gate is, and the key that opens it.</summary>
/// <param name="Folder">Its data folder.</param>
/// <param name="Gate">Where its gate listens.</param>
/// <param name="Key">The local operator's key.</param>
/// <param name="Other">Another hive that runs beside it and was not chosen, if there is one.</param>
public sealed record LocalHive(DataFolder Folder, GateAddress Gate, OperatorKey Key, DataFolder? Other)
{
    private static readonly TimeSpan BriefPatience = TimeSpan.FromSeconds(2);

    /// <summary>Finds the hive: the one of a given folder, else that of the settings, else the usual one, else the demonstration, else the service of this machine.</summary>
    /// <param name="chosen">The folder that a person chose; null to look around.</param>
    /// <param name="settled">The folder that the settings name, where they name one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HiveException">None runs, or its key cannot be read.</exception>
    public static Task<LocalHive> FindAsync(DataFolder? chosen, DataFolder? settled = null, CancellationToken cancellation = default) =>
        FindAsync(
            chosen is not null ? [chosen] : [.. new[] { settled, DataFolder.Usual, DataFolder.Demo, DataFolder.OfTheMachine }.OfType<DataFolder>().Distinct()],
            cancellation);

    internal static async Task<LocalHive> FindAsync(IReadOnlyList<DataFolder> places, CancellationToken cancellation)
    {
        var found = new List<(DataFolder Folder, GateAddress? Gate)>();
        DataFolder? closed = null;
        foreach (var place in places)
        {
            try
            {
                if (GateAddress.TryRead(place.GateAddressFile) is { } address)
                {
                    found.Add((place, address));
                }
            }
            catch (UnauthorizedAccessException)
            {
                closed ??= place;
            }
        }

        // One folder may have several names.
        found = [.. found.DistinctBy(static hive => hive.Gate)];

        // A killed hive leaves its address behind; it must not hide another one that runs.
        for (var i = found.Count - 1; i >= 0 && found.Count > 1; i--)
        {
            if (!await AnswersAsync(found[i].Gate!, BriefPatience, cancellation))
            {
                found.RemoveAt(i);
            }
        }

        if (found.Count == 0 && closed is not null)
        {
            throw NotOurs(closed.GateAddressFile);
        }

        if (found.Count == 0)
        {
            throw ConnectionWords.NotRunning(places.Count == 1 ? $"no gate in '{places[0]}'" : $"no gate in '{places[0]}', in the demonstration's folder or as a service");
        }

        var (folder, gate) = found[0];
        return new LocalHive(folder, gate!, ReadKey(folder), found.Count > 1 ? found[1].Folder : null);
    }

    private static OperatorKey ReadKey(DataFolder folder)
    {
        try
        {
            return OperatorKey.Read(folder.LocalOperatorFile);
        }
        catch (UnauthorizedAccessException)
        {
            throw NotOurs(folder.LocalOperatorFile);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new HiveException(HiveFailure.NotAllowed, $"The local operator's key cannot be read: {e.Message} Remove it and start the hive again to get a new one.");
        }
    }

    private static HiveException NotOurs(string file) => new(
        HiveFailure.NotAllowed,
        $"'{file}' may not be read by this user, so this hive is not theirs to use. Use it as its owner, or as a member of the group 'tapohive' where it is a service of the machine (and log in anew after joining it).");

    /// <summary>Whether anything takes connections there.</summary>
    internal static async Task<bool> AnswersAsync(GateAddress gate, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            using var probe = new TcpClient();
            await probe.ConnectAsync(gate.Host, gate.Port, cancellation).AsTask().WaitAsync(timeout, cancellation);
            return true;
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return false;
        }
    }
}
