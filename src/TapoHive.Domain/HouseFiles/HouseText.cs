using TapoHive.Domain.Houses;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Writes definitions as house files: whole, without includes or substitutions, secrets by reference. What was written reads
/// back as the same definition.</summary>
public static class HouseText
{
    /// <summary>The file's text.</summary>
    public static string Of(HouseDefinition house)
    {
        var lines = new List<string>();
        HouseWriter.Write(house, HouseDetail.AsInAFile).WriteTo(lines, "house ", 0, opened: 2);
        return string.Join('\n', lines) + "\n";
    }
}
