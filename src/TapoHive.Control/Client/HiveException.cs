using TapoHive.Control.Wire;

namespace TapoHive.Control.Client;

/// <summary>The hive did not do what was asked. The message is for people: a sentence of fact and one of remedy.</summary>
public sealed class HiveException : Exception
{
    /// <summary>Makes one without a message.</summary>
    public HiveException()
    {
    }

    /// <summary>Makes one.</summary>
    public HiveException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one with a cause.</summary>
    public HiveException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Makes one of a kind.</summary>
    public HiveException(HiveFailure failure, string message)
        : base(message) => Failure = failure;

    /// <summary>The kind.</summary>
    public HiveFailure Failure { get; } = HiveFailure.Failed;

    /// <summary>A refusal of the gate as an exception.</summary>
    internal static HiveException Of(Refusal refusal) => new(
        refusal.Code switch
        {
            RefusalCode.NotProven or RefusalCode.NotAllowed => HiveFailure.NotAllowed,
            RefusalCode.NothingMatched => HiveFailure.NothingMatched,
            RefusalCode.Invalid => HiveFailure.Invalid,
            RefusalCode.Ended => HiveFailure.NotReachable,
            _ => HiveFailure.Failed,
        },
        refusal.Message);
}
