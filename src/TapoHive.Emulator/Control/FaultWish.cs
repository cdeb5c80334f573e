using System.Text.Json.Serialization;

namespace TapoHive.Emulator.Control;

/// <summary>What <c>POST /faults</c> is sent.</summary>
/// <param name="Fault">A fault or an incident as <see cref="Faults.FaultGrammar"/> reads it.</param>
internal sealed record FaultWish([property: JsonRequired] string Fault);
