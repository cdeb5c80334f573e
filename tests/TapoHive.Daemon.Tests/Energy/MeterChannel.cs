using System.Text;
using System.Text.Json;
using NodaTime;
using TapoHive.Domain.Failures;
using TapoHive.Domain.Plugs;
using TapoHive.Emulator.Devices;
using TapoHive.Emulator.Methods;
using TapoHive.Protocol;
using TapoHive.Protocol.Methods;
using TapoHive.Protocol.Sessions;

namespace TapoHive.Daemon.Tests.Energy;

/// <summary>A session's way to the inside of an emulated plug, without network, at a time that is handed in.</summary>
internal sealed class MeterChannel(PlugDevice device, Func<Instant> now) : IPlugChannel
{
    public SessionInfo Info { get; } = new(Transport.Klap, Instant.MaxValue, CredentialOrigin.Account);

    public int AttemptsAtStake => 0;

    public ConnectionHabit Habit => ConnectionHabit.Keeps;

    public bool IsOver => false;

    public Task<Result<LoginAccepted>> LoginAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Result<MethodAnswer>> CallAsync(MethodCall call, CancellationToken cancellationToken)
    {
        var at = now().ToDateTimeOffset();
        device.Settle(at);
        using var request = JsonDocument.Parse(call.ToJson());
        var answer = new Dialect(device, at, WriteFate.Applied, static (_, _, _) => { }).Answer(request.RootElement);
        return Task.FromResult<Result<MethodAnswer>>(MethodAnswer.TryParse(Encoding.UTF8.GetBytes(answer.ToJsonString()), out var parsed)
            ? parsed
            : new Failure(FailureKind.Malformed, answer.ToJsonString()));
    }

    public void Dispose()
    {
    }
}
