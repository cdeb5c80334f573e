using System.Globalization;
using TapoHive.Domain.Scenes;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Writes scenes as <see cref="SceneReader"/> reads them.</summary>
internal static class SceneWriter
{
    /// <summary>What stands in the braces of a scene.</summary>
    public static WrittenFields Write(SceneDefinition scene)
    {
        var isPlain = scene.Steps is [SceneStep.Switch { Within: null, Gap: null, AtOnce: null }];
        var fields = isPlain ? Step(scene.Steps[0]) : new WrittenFields().Add("steps", new Written.Items([.. scene.Steps.Select(static step => Step(step).ToFields())]));
        return fields.Say("on-failure", scene.OnFailure switch
        {
            FailurePolicy.Continue => null,
            FailurePolicy.Stop => "stop",
            FailurePolicy.Undo => "undo",
            var other => throw new InvalidOperationException($"No house file can say {other}."),
        });
    }

    private static WrittenFields Step(SceneStep step) => step switch
    {
        SceneStep.Switch switching => new WrittenFields()
            .OneOrEach("on", switching.On)
            .OneOrEach("off", switching.Off)
            .Say("within", switching.Within)
            .Say("gap", switching.Gap)
            .Say("at-once", switching.AtOnce?.ToString(CultureInfo.InvariantCulture)),
        SceneStep.Wait wait => new WrittenFields().Say("wait", wait.Length),
        SceneStep.Play play => new WrittenFields().Say("scene", play.Scene.Value),
        _ => throw new InvalidOperationException("Not a step."),
    };
}
