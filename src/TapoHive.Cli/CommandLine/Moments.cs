using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.CommandLine;

/// <summary>Options that take a moment: a time ago, or one that the hive reads in the house's time zone.</summary>
public static class Moments
{
    /// <summary>A time ago as a whole moment.</summary>
    public static string Ago(string duration) => DurationText.TryParse(duration, out var ago)
        ? InstantPattern.ExtendedIso.Format(SystemClock.Instance.GetCurrentInstant() - Duration.FromTimeSpan(ago))
        : throw new FormatException($"'{duration}' is no duration.");

    /// <summary>Makes such an option. What it gives is a whole moment where a time ago was written, else what was written.</summary>
    public static Option<string?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = static result =>
        {
            var text = result.Tokens[0].Value;
            if (DurationText.TryParse(text, out _))
            {
                return Ago(text);
            }

            if (MomentText.Parse(text, DateTimeZone.Utc, SystemClock.Instance.GetCurrentInstant()) is null)
            {
                result.AddError($"'{text}' is no moment. Write one {MomentText.Example}, or a time ago such as 1d.");
            }

            return text;
        },
    };
}
