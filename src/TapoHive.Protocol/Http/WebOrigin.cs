using TapoHive.Domain.Plugs;

namespace TapoHive.Protocol.Http;

/// <summary>Whose connections are alike: a plug's web server, and how it is spoken to.</summary>
internal readonly record struct WebOrigin(PlugAddress Address, WebScheme Scheme);
