using TapoHive.Protocol.Tpap;

namespace TapoHive.Emulator.Sessions;

/// <summary>What a TPAP plug checks logins against.</summary>
/// <param name="Form">How it wants the password turned into the passcode.</param>
/// <param name="Passcode">The passcode.</param>
internal sealed record TpapHolding(PasscodeForm Form, string Passcode);
