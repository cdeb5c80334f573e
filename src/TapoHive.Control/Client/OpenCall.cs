using System.Threading.Channels;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Client;

/// <summary>A request, and where its answer goes.</summary>
internal sealed record OpenCall(IOperatorRequest Request, ChannelWriter<Part> Answer);
