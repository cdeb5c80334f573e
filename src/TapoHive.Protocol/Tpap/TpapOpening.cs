using System.Security.Cryptography;
using System.Text;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Http;
using TapoHive.Protocol.Keys;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;

namespace TapoHive.Protocol.Tpap;

/// <summary>
/// Opens a TPAP session (PROTOCOL 4) up to the point where a password would be shown: <c>discover</c>, then <c>pake_register</c>. Both say nothing of the
/// account and cost the plug nothing. The <c>pake_share</c> is the login, which <see cref="TpapChannel"/> sends when it is allowed to.
/// </summary>
internal static class TpapOpening
{
    // Where w0 comes out in a form that devices may write in two ways, a new register usually brings a new salt. Where a plug keeps to its salt, the
    // reading of the vendor's app is taken in the end: a plug that is never tried would never be reached.
    private const int MostRegisters = 4;
    private static readonly int[] _accountPasscodes = [2, 5];

    public static async Task<Result<IPlugChannel>> OpenAsync(
        PlugEndpoint endpoint, PlugCredentials credentials, ClientIdentity client, PasswordArithmetic arithmetic, CancellationToken cancellationToken)
    {
        var asked = await AskAsync(endpoint, TpapOffer.Request(), TpapLogin.Discover, cancellationToken).ConfigureAwait(false);
        if (!asked.TryGet(out var discovered, out var failure))
        {
            return failure;
        }

        var offer = TpapOffer.Read(discovered.Result);
        if (offer.Invitation is not { } invitation)
        {
            return endpoint.Failure(FailureKind.TransportChanged, "does not want TPAP any more: Third-Party Compatibility is on", Remedies.Rediscover);
        }

        var isUnbound = invitation.Passcodes.Contains(0);
        if (!isUnbound && invitation.Passcodes is { Count: > 0 } kinds && !kinds.Any(_accountPasscodes.Contains))
        {
            return endpoint.Failure(FailureKind.Unsupported, "takes no login by password", "It cannot be driven over the local network.");
        }

        for (var registers = 1; ; registers++)
        {
            var random = RandomNumberGenerator.GetBytes(TpapHandshake.RandomLength);
            var request = PakeRegister.Request(offer.UserHashType, random, isUnbound ? PakeRegister.DefaultPasscode : PakeRegister.AccountPasscode);
            asked = await AskAsync(endpoint, request, TpapLogin.Register, cancellationToken).ConfigureAwait(false);
            if (!asked.TryGet(out var answer, out failure))
            {
                return failure;
            }

            if (!PakeRegistered.TryRead(answer.Result, out var registered, out var wrong))
            {
                return endpoint.Failure(FailureKind.Malformed, wrong);
            }

            if (PasscodeOf(registered.Form, isUnbound, offer.Mac, credentials) is not { } passcode)
            {
                return endpoint.Failure(FailureKind.Unsupported, "wants the password in a form that is not known here", "Turning Third-Party Compatibility on in the Tapo app makes it take KLAP.");
            }

            var mayAskAgain = registers < MostRegisters;
            var (isAmbiguous, handshake) = await arithmetic.DoAsync(() => Answer(passcode, random, registered, mayAskAgain), cancellationToken).ConfigureAwait(false);
            if (isAmbiguous)
            {
                continue;
            }

            return handshake is not null
                ? new TpapChannel(endpoint, handshake, isUnbound ? CredentialOrigin.TapoSetup : CredentialOrigin.Account, RemedyOf(credentials), client)
                : endpoint.Failure(FailureKind.Malformed, "sent a share that is no point of its curve");
        }
    }

    private static (bool IsAmbiguous, TpapHandshake? Handshake) Answer(string passcode, byte[] random, PakeRegistered registered, bool mayAskAgain)
    {
        using var secret = SpakeSecret.Derive(passcode, registered.Salt, registered.Iterations);
        return secret.IsAmbiguous && mayAskAgain ? (true, null)
            : (false, TpapHandshake.TryAnswer(secret, random, registered.DeviceRandom, registered.Share, out var handshake) ? handshake : null);
    }

    /// <summary>The answer, where it is a success.</summary>
    private static async Task<Result<MethodAnswer>> AskAsync(PlugEndpoint endpoint, byte[] question, string step, CancellationToken cancellationToken)
    {
        var outcome = await endpoint.PostAsync(
            () => new PlugPost(endpoint.Origin, string.Empty, question, PlugPost.Json, Cookie: null), Repetition.Harmless, cancellationToken).ConfigureAwait(false);
        return outcome switch
        {
            HttpOutcome.NoReply noReply => endpoint.FailureOf(noReply) with { Delivery = Delivery.NotDelivered },
            HttpOutcome.Replied { Status: 200 } reply when MethodAnswer.TryParse(reply.Body, out var answer) =>
                answer.ErrorCode == ErrorCode.Success ? answer : TpapRefusal.Of(endpoint, answer.ErrorCode, step),
            HttpOutcome.Replied { Status: 200 } reply => IsPage(reply.Body)
                ? endpoint.Failure(FailureKind.TransportChanged, "does not speak TPAP", Remedies.Rediscover)
                : endpoint.Failure(FailureKind.Malformed, $"answered {step} with something that is not JSON"),
            HttpOutcome.Replied { Status: 404 or 405 } => endpoint.Failure(FailureKind.TransportChanged, "does not speak TPAP", Remedies.Rediscover),
            HttpOutcome.Replied { Status: 429 } throttled => endpoint.Throttled(throttled),
            HttpOutcome.Replied reply => endpoint.Failure(FailureKind.Transient, $"answered {step} with HTTP {reply.Status}"),
            _ => throw new InvalidOperationException("An outcome of a third kind."),
        };
    }

    private static string? PasscodeOf(PasscodeForm form, bool isUnbound, Mac? mac, PlugCredentials credentials) =>
        !isUnbound ? TpapPasscode.Of(form, credentials, mac)
        : mac is { } address ? TpapPasscode.Default(address)
        : null;

    // Some firmware is said to keep the hash of a part of such a password only (PROTOCOL 4.3). The whole one is shown, once; the rest is a person's decision.
    private static string RemedyOf(PlugCredentials credentials) => Ascii.IsValid(credentials.Password)
        ? Remedies.Credentials
        : $"{Remedies.Credentials} If both are right: some firmware cannot take letters beyond plain ASCII in a password; change it to one without.";

    // The stock page of a web server that has nothing else to say to this (PROTOCOL 0.1).
    private static bool IsPage(byte[] body) => body.AsSpan().TrimStart(" \r\n\t"u8).StartsWith("<"u8);
}
