using System.Collections.Immutable;
using System.Globalization;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate;

/// <summary>What each request needs, and how the audit calls it.</summary>
internal static class RequestRules
{
    /// <summary>The least role that may ask this.</summary>
    public static OperatorRole Needs(IOperatorRequest request) => request switch
    {
        StatusRequest or WhyRequest or WatchRequest or AdoptRequest { Plugs.IsDefaultOrEmpty: true } => OperatorRole.View,
        SwitchRequest or ReleaseRequest or RetryRequest or DiscoverRequest => OperatorRole.Operate,
        _ => OperatorRole.Administer,
    };

    /// <summary>The selectors, targets or names in it.</summary>
    public static ImmutableArray<string> Words(IOperatorRequest request) => request switch
    {
        StatusRequest status => Known(status.Selectors),
        WatchRequest watch => Known(watch.Selectors),
        SwitchRequest switching => Known(switching.Selectors),
        ReleaseRequest release => Known(release.Selectors),
        RetryRequest retry => Known(retry.Selectors),
        DiscoverRequest discover => Known(discover.Targets),
        AdoptRequest adopt => Known(adopt.Plugs),
        ForgetRequest forget => Known(forget.Plugs),
        WhyRequest why => [why.Outlet],
        _ => [],
    };

    /// <summary>Whether all that a request must have is there: JSON may leave out what C# cannot.</summary>
    public static bool IsComplete(IOperatorRequest request) => request switch
    {
        StatusRequest status => IsComplete(status.Selectors),
        WatchRequest watch => IsComplete(watch.Selectors),
        SwitchRequest switching => IsComplete(switching.Selectors),
        ReleaseRequest release => IsComplete(release.Selectors),
        RetryRequest retry => IsComplete(retry.Selectors),
        DiscoverRequest discover => IsComplete(discover.Targets),
        AdoptRequest adopt => IsComplete(adopt.Plugs),
        ForgetRequest forget => IsComplete(forget.Plugs),
        WhyRequest why => why.Outlet is not null,
        _ => false,
    };

    /// <summary>The request in the words of the command line.</summary>
    public static string Describe(IOperatorRequest request)
    {
        var words = string.Join(' ', Words(request));
        return request switch
        {
            SwitchRequest switching => string.Create(
                CultureInfo.InvariantCulture,
                $"{switching.Verb.ToString().ToLowerInvariant()} {words}{(switching.ForSeconds is { } seconds ? $" for {seconds} s" : "")}"),
            _ => $"{request.GetType().Name.Replace("Request", "", StringComparison.Ordinal).ToLowerInvariant()} {words}".TrimEnd(),
        };
    }

    private static bool IsComplete(ImmutableArray<string> words) => !words.IsDefault && words.All(static word => word is not null);

    private static ImmutableArray<string> Known(ImmutableArray<string> words) => IsComplete(words) ? words : [];
}
