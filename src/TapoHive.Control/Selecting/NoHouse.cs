namespace TapoHive.Control.Selecting;

/// <summary>What is said of a hive that nobody has given a house yet. It runs, so there is nothing to be started.</summary>
public static class NoHouse
{
    /// <summary>The words.</summary>
    public const string Words = "The hive has no house yet. Make a file with 'tapohive init', and give it to the hive with 'tapohive house apply FILE'.";
}
