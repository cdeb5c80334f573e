using System.Threading.Channels;
using Akka.Actor;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Tests.Testing;

/// <summary>A conversation whose client is not ours.</summary>
internal sealed record StrangersConversation(IActorRef Self, IActorRef Gate, ChannelReader<(object Message, IActorRef Sender)> Heard)
{
    /// <summary>Says something and waits for the gate's next word.</summary>
    public async Task<object> AskAsync(IWireMessage message)
    {
        Gate.Tell(message, Self);
        return await NextAsync();
    }

    public async Task<object> NextAsync() => (await Heard.ReadAsync(TestContext.Current.CancellationToken)).Message;

    internal sealed class Ear : ReceiveActor
    {
        public Ear(ChannelWriter<(object Message, IActorRef Sender)> heard) => ReceiveAny(message => heard.TryWrite((message, Sender)));
    }
}
