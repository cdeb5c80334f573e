using TapoHive.Emulator.Hardware;
using TapoHive.Protocol;

namespace TapoHive.Emulator.Sessions;

/// <summary>What a plug goes by when somebody shakes hands.</summary>
/// <param name="Model">What it is.</param>
/// <param name="Credentials">What it was set up with.</param>
/// <param name="StrictTime">Whether a login without a time is refused.</param>
/// <param name="Now">When.</param>
/// <param name="Tpap">What it checks TPAP logins against; nothing where it does not speak that.</param>
internal sealed record Admission(PlugModel Model, PlugCredentials Credentials, bool StrictTime, DateTimeOffset Now, TpapHolding? Tpap);
