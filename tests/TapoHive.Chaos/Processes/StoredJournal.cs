using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Houses;

namespace TapoHive.Chaos.Processes;

/// <summary>What a hive's journal file holds of a house, while the hive runs or when it is gone.</summary>
internal static class StoredJournal
{
    public static ImmutableArray<HouseEvent> Of(string file, HouseName house)
    {
        using var sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 30 }.ToString());
        sqlite.Open();
        using var stored = sqlite.CreateCommand();
        stored.CommandText = "SELECT message, manifest FROM journal WHERE persistence_id = $house ORDER BY sequence_number";
        stored.Parameters.AddWithValue("$house", $"house-{house.Value}");
        using var reader = stored.ExecuteReader();
        var events = ImmutableArray.CreateBuilder<HouseEvent>();
        while (reader.Read())
        {
            events.Add((HouseEvent)HiveSerializer.Read((byte[])reader[0], reader.GetString(1)));
        }

        return events.ToImmutable();
    }
}
