using System.Text.Json.Nodes;

namespace TapoHive.EndToEnd.Houses;

/// <summary>Questions to the object that <c>status</c> and <c>watch</c> show for an outlet.</summary>
internal static class Outlet
{
    public static bool IsLoggedIn(JsonObject outlet) => (string?)outlet["phase"] == "LoggedIn" && outlet["reported"] is not null;

    public static bool IsConverged(JsonObject outlet) => (bool)outlet["converged"]!;

    public static bool IsFine(JsonObject outlet) => IsLoggedIn(outlet) && IsConverged(outlet) && outlet["problem"] is null;

    public static string? Desired(JsonObject outlet) => (string?)outlet["desired"];

    public static string? Reported(JsonObject outlet) => (string?)outlet["reported"];

    public static string? ProblemCode(JsonObject outlet) => (string?)outlet["problem"]?["code"];

    public static string? ProblemMessage(JsonObject outlet) => (string?)outlet["problem"]?["message"];
}
