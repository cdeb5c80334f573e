using System.Text.Json.Serialization;
using NodaTime;

namespace TapoHive.Domain.Schedules;

/// <summary>The kinds of schedules.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(At), "at")]
[JsonDerivedType(typeof(Window), "window")]
[JsonDerivedType(typeof(Cron), "cron")]
[JsonDerivedType(typeof(Every), "every")]
public abstract record ScheduleTiming
{
    private ScheduleTiming()
    {
    }

    /// <summary>Once on each of its days, or once for all.</summary>
    public sealed record At(Moment When) : ScheduleTiming
    {
        /// <inheritdoc/>
        public override string ToString() => When.ToString()!;
    }

    /// <summary>From one moment to the next other one, over midnight too; its days are those on which it begins. At its end: the opposite.</summary>
    public sealed record Window(Moment From, Moment Until) : ScheduleTiming
    {
        /// <inheritdoc/>
        public override string ToString() => $"{From} to {Until}";
    }

    /// <summary>Quartz's cron syntax, on the house's clock.</summary>
    public sealed record Cron(string Expression) : ScheduleTiming
    {
        /// <inheritdoc/>
        public override string ToString() => $"cron {Expression}";
    }

    /// <summary>Again and again, by elapsed time, counted from when the file was applied.</summary>
    public sealed record Every(Duration Period) : ScheduleTiming
    {
        /// <inheritdoc/>
        public override string ToString() => $"every {Lengths.Word(Period)}";
    }
}
