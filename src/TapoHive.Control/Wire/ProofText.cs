using System.Globalization;
using System.Text;

namespace TapoHive.Control.Wire;

/// <summary>
/// What a proof signs: not the nonce alone, but everything that makes it good for one purpose only. A proof for one gate says
/// nothing to another, one made by a client cannot be shown by another client, and the first line keeps it apart from
/// whatever else the same key may ever sign.
/// </summary>
public static class ProofText
{
    /// <summary>The bytes to sign.</summary>
    /// <param name="challenge">What the gate asked.</param>
    /// <param name="operatorName">Who answers.</param>
    /// <param name="client">The full address of the client's actor, as both sides know it.</param>
    public static byte[] Of(Challenge challenge, string operatorName, string client) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"TapoHive operator proof\n{OperatorProtocol.Version}\n{challenge.Gate}\n{Convert.ToHexString(challenge.Nonce)}\n{operatorName}\n{client}\n"));
}
