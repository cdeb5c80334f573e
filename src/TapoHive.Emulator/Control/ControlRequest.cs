using System.Collections.Specialized;

namespace TapoHive.Emulator.Control;

/// <summary>One request to the control interface.</summary>
/// <param name="Verb">Such as <c>GET</c>.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">What follows the question mark.</param>
/// <param name="Body">The body; empty when there is none.</param>
internal sealed record ControlRequest(string Verb, string Path, NameValueCollection Query, string Body);
