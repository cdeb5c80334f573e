namespace TapoHive.Actors.Tests;

/// <summary>The golden files, beside the tests.</summary>
internal static class Golden
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static IReadOnlyList<string> Files { get; } = Directory.GetFiles(Folder, "*.json");
}
