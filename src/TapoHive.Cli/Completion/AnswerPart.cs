namespace TapoHive.Cli.Completion;

/// <summary>What an answer is about.</summary>
public enum AnswerPart
{
    /// <summary>All outlets of the hive.</summary>
    Everything,

    /// <summary>Some of them.</summary>
    Some,
}
