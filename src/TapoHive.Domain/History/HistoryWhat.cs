namespace TapoHive.Domain.History;

/// <summary>The stable words for what can happen.</summary>
public static class HistoryWhat
{
    /// <summary>Somebody asks for a state.</summary>
    public const string Intent = "intent";

    /// <summary>Somebody pressed the button, or used the vendor's app, and that is followed.</summary>
    public const string Press = "press";

    /// <summary>A manual intent was taken back.</summary>
    public const string Released = "released";

    /// <summary>An intent reached its own end.</summary>
    public const string Ended = "ended";

    /// <summary>It had been on for as long as it may be.</summary>
    public const string MaxOn = "max-on";

    /// <summary>The plug was read in another state than before.</summary>
    public const string Observed = "observed";

    /// <summary>A run ended without proof for this outlet.</summary>
    public const string NotConverged = "not-converged";

    /// <summary>Trouble began.</summary>
    public const string Problem = "problem";

    /// <summary>Trouble ended.</summary>
    public const string Healed = "healed";

    /// <summary>Another client takes its session, or something keeps switching it against the house.</summary>
    public const string Contested = "contested";

    /// <summary>People were told what there was to tell.</summary>
    public const string Told = "told";

    /// <summary>A house file was applied.</summary>
    public const string Applied = "applied";

    /// <summary>The house file before the present one came back.</summary>
    public const string RolledBack = "rolled-back";

    /// <summary>A scene of several steps began.</summary>
    public const string Run = "run";

    /// <summary>What a run had given up was proven after all.</summary>
    public const string Completed = "completed";

    /// <summary>A schedule's occurrence was not carried out.</summary>
    public const string Skipped = "skipped";

    /// <summary>The next occurrence of a schedule is to be left out.</summary>
    public const string ToBeSkipped = "to-be-skipped";

    /// <summary>A schedule, or all of them, is paused.</summary>
    public const string Paused = "paused";

    /// <summary>A schedule, or all of them, goes on.</summary>
    public const string Resumed = "resumed";

    /// <summary>The machine's clock was set back.</summary>
    public const string ClockCorrected = "clock-corrected";

    /// <summary>An outlet is of the house from now on.</summary>
    public const string Joined = "joined";

    /// <summary>An outlet is of the house no more.</summary>
    public const string Left = "left";

    /// <summary>An outlet has another name.</summary>
    public const string Renamed = "renamed";

    /// <summary>A plug was found.</summary>
    public const string Found = "found";

    /// <summary>A plug has another address.</summary>
    public const string Moved = "moved";

    /// <summary>A plug is spoken to in another way.</summary>
    public const string Transport = "transport";

    /// <summary>A plug is to be tried again at once.</summary>
    public const string Retried = "retried";

    /// <summary>A plug accepted or refused the account.</summary>
    public const string Account = "account";
}
