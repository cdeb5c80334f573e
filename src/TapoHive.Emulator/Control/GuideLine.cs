namespace TapoHive.Emulator.Control;

/// <summary>One request. All but POST take <c>?plugs=3,7</c> (all without it); movements and requests take <c>&amp;after=N</c> too, the last number already seen.</summary>
internal sealed record GuideLine(string Verb, string Path, string Does);
