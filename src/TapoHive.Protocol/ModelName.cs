namespace TapoHive.Protocol;

/// <summary>Models as plugs word them.</summary>
internal static class ModelName
{
    /// <summary><c>P110(UK)</c> without what stands in brackets (PROTOCOL 1.2); empty where nothing is told.</summary>
    public static string WithoutRegion(string? model) =>
        model is null ? string.Empty : (model.IndexOf('(', StringComparison.Ordinal) is var cut and >= 0 ? model[..cut] : model).Trim();
}
