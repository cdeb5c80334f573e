using System.Collections.Immutable;
using System.Text.Json.Serialization;
using TapoHive.Domain.Scenes;

namespace TapoHive.Domain.Schedules;

/// <summary>What a schedule does when it is due.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Set), "set")]
[JsonDerivedType(typeof(Scene), "scene")]
public abstract record ScheduleAction
{
    private ScheduleAction()
    {
    }

    /// <summary>Switches outlets; one that both lists mean is switched off.</summary>
    /// <param name="On">Selectors of what is switched on.</param>
    /// <param name="Off">Selectors of what is switched off.</param>
    public sealed record Set(ImmutableArray<string> On, ImmutableArray<string> Off) : ScheduleAction
    {
        /// <inheritdoc/>
        public override string ToString() => string.Join(", ", new[] { Words("on", On), Words("off", Off) }.Where(words => words.Length > 0));

        private static string Words(string verb, ImmutableArray<string> selectors) => selectors.IsEmpty ? "" : $"{verb} {string.Join(", ", selectors)}";
    }

    /// <summary>Runs a scene.</summary>
    /// <param name="Name">Its name.</param>
    public sealed record Scene(SceneName Name) : ScheduleAction
    {
        /// <inheritdoc/>
        public override string ToString() => $"scene {Name}";
    }
}
