using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Protocol.Methods;

namespace TapoHive.Protocol.Sessions;

/// <summary>
/// A session's way to its plug: the transport, its keys and its counter. One implementation for each protocol, made by the handshake. Opening a session
/// has two halves so that a decision fits between them: the handshake spends nothing, the login may spend an attempt.
/// </summary>
internal interface IPlugChannel : IDisposable
{
    /// <summary>What the handshake told.</summary>
    SessionInfo Info { get; }

    /// <summary>How many login attempts <see cref="LoginAsync"/> may spend at most.</summary>
    int AttemptsAtStake { get; }

    /// <summary>Whether the plug's web server keeps connections.</summary>
    ConnectionHabit Habit { get; }

    /// <summary>Whether the plug signs its replies; only KLAP has signatures.</summary>
    ReplySignatures Signatures => ReplySignatures.Unseen;

    /// <summary>The form of <c>login_device</c> that works; only securePassthrough has forms.</summary>
    AesLogin? Login => null;

    /// <summary>Whether nothing more can be sent: the keys are lost, the counter is used up or in doubt.</summary>
    bool IsOver { get; }

    /// <summary>The second half of the opening.</summary>
    Task<Result<LoginAccepted>> LoginAsync(CancellationToken cancellationToken);

    /// <summary>Carries a call there and its answer back. The answer may hold an error code; a failure is one of the transport.</summary>
    Task<Result<MethodAnswer>> CallAsync(MethodCall call, CancellationToken cancellationToken);
}
