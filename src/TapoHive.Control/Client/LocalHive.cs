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
    /// <summary>Finds the hive: the one of a given folder, else the usual one, else the demonstration.</summary>
    /// <param name="chosen">The folder that a person chose; null to look around.</param>
    /// <exception cref="HiveException">None runs, or its key cannot be read.</exception>
    public static LocalHive Find(DataFolder? chosen) => Find(chosen is null ? [DataFolder.Usual, DataFolder.Demo] : [chosen]);

    internal static LocalHive Find(IReadOnlyList<DataFolder> places)
    {
        var found = places
            .Select(static folder => (Folder: folder, Gate: GateAddress.TryRead(folder.GateAddressFile)))
            .Where(static place => place.Gate is not null)
            .ToList();

        // A killed hive leaves its address behind; it must not hide another one that runs.
        if (found.Count > 1)
        {
            found.RemoveAll(place => found.Count > 1 && !Answers(place.Gate!));
        }

        if (found.Count == 0)
        {
            throw ConnectionWords.NotRunning(places.Count == 1 ? $"no gate in '{places[0]}'" : $"no gate in '{places[0]}' or in the demonstration's folder");
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
            throw new HiveException(HiveFailure.NotAllowed, $"'{folder.LocalOperatorFile}' may not be read by this user. Use the hive as its owner, or join the group 'tapohive' where it is a system service.");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new HiveException(HiveFailure.NotAllowed, $"The local operator's key cannot be read: {e.Message} Remove it and start the hive again to get a new one.");
        }
    }

    /// <summary>Whether anything takes connections there.</summary>
    internal static bool Answers(GateAddress gate)
    {
        try
        {
            using var probe = new TcpClient();
            probe.Connect(gate.Host, gate.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
