using Akka.Actor;

namespace TapoHive.Actors.Tests;

/// <summary>Asking an actor anything.</summary>
internal static class Asking
{
    public static Task<object> AskAsync(this IActorRef actor, object question, TimeSpan patience) => actor.Ask<object>(question, patience, TestContext.Current.CancellationToken);
}
