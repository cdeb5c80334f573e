using System.Collections.Immutable;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Akka.Actor;
using TapoHive.Control.Connections;
using TapoHive.Control.Contract;
using TapoHive.Control.Keys;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Client;

/// <summary>
/// A connection to a hive's gate: mutual TLS, identity proven, one conversation. Everything that goes wrong is a
/// <see cref="HiveException"/> with words for people. Thread-safe.
/// </summary>
public sealed class HiveClient : IAsyncDisposable
{
    private const int EventsPerPage = 1_000;

    // The hive may have to write its history up to now first.
    private static readonly TimeSpan CatchingUp = TimeSpan.FromMinutes(2);
    private readonly ActorSystem _system;
    private readonly IActorRef _actor;
    private readonly KeyPairAndTrust _tls;
    private readonly GateAddress _gate;
    private long _lastId;

    private HiveClient(ActorSystem system, IActorRef actor, KeyPairAndTrust tls, GateAddress gate)
    {
        (_system, _actor, _tls, _gate) = (system, actor, tls, gate);
    }

    /// <summary>How long a question may take to be answered, besides the time that it takes by itself.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What the gate said of this operator.</summary>
    public Welcome Welcome { get; private set; } = new(OperatorRole.View, "", 0);

    /// <summary>Enters the gate of a hive.</summary>
    /// <param name="key">Who enters.</param>
    /// <param name="gate">Where.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HiveException">There is no hive, it does not answer, or it does not let this operator in.</exception>
    public static async Task<HiveClient> ConnectAsync(OperatorKey key, GateAddress gate, TimeSpan timeout, CancellationToken cancellation = default)
    {
        var entered = new TaskCompletionSource<Welcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        var end = new ClientEnd();
        KeyPairAndTrust? tls = null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(timeout);
        Task<ActorSystem>? starting = null;
        try
        {
            // "Not running" is said at once, without an actor system to find it out.
            await end.ConnectAsync(gate, patience.Token);

            // The name is random so that each client is one of its own, and nobody can speak for another.
            var name = $"operator-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
            starting = Task.Run(() => ActorSystem.Create(name, OperatorRemoting.Setup(end)), CancellationToken.None);
            tls = Own(key);
            if (ConnectionWords.Of(await end.SecureAsync(tls, name, patience.Token), gate) is { } refusal)
            {
                throw refusal;
            }

            var system = await starting.WaitAsync(patience.Token);
            var actor = system.ActorOf(Props.Create(() => new ClientActor(key, entered)), "client");
            var client = new HiveClient(system, actor, tls, gate) { Timeout = timeout };
            client.Welcome = await entered.Task.WaitAsync(patience.Token);
            return client;
        }
        catch (Exception e)
        {
            end.Dispose();
            _ = starting?.ContinueWith(static late => late.Result.Terminate(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            tls?.Certificate.Dispose();
            tls?.Trust.Dispose();
            throw e switch
            {
                SocketException => ConnectionWords.NotThere(gate, e.Message),
                OperationCanceledException when !cancellation.IsCancellationRequested => ConnectionWords.NotLetIn(gate, timeout),
                _ => e,
            };
        }
    }

    private static KeyPairAndTrust Own(OperatorKey key)
    {
        try
        {
            return new KeyPairAndTrust(KeyPair.Load(key.Certificate, key.PrivateKey), new PeerTrust(key.GateAuthority));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new HiveException(HiveFailure.Invalid, $"The key file of operator '{key.Name}' is damaged. Ask the hive's administrator for a new one, or copy it once more.");
        }
    }

    /// <summary>How outlets stand.</summary>
    public Task<StatusReport> StatusAsync(ImmutableArray<string> selectors, StatusScope scope, CancellationToken cancellation = default) =>
        OneAsync(new StatusRequest(NextId(), selectors, scope), ContractJson.Default.StatusReport, TimeSpan.Zero, cancellation);

    /// <summary>Why an outlet is as it is.</summary>
    public Task<WhyReport> WhyAsync(string outlet, CancellationToken cancellation = default) =>
        OneAsync(new WhyRequest(NextId(), outlet), ContractJson.Default.WhyReport, TimeSpan.Zero, cancellation);

    /// <summary>Why an outlet was as it was at a moment.</summary>
    public Task<PastReport> WhyAsync(string outlet, string at, CancellationToken cancellation = default) =>
        OneAsync(new PastRequest(NextId(), outlet, at), ContractJson.Default.PastReport, CatchingUp, cancellation);

    /// <summary>What happened, page by page, oldest first.</summary>
    public async IAsyncEnumerable<HistoryReport> HistoryAsync(
        ImmutableArray<string> selectors, string since, string? until, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        string? next = null;
        do
        {
            var page = await OneAsync(
                new HistoryRequest(NextId(), selectors, since, until, next, EventsPerPage), ContractJson.Default.HistoryReport, CatchingUp, cancellation);
            yield return page;
            next = page.Next;
        }
        while (next is not null);
    }

    /// <summary>Gives outlets back to their schedules.</summary>
    public Task<ReleaseReport> ReleaseAsync(ImmutableArray<string> selectors, CancellationToken cancellation = default) =>
        OneAsync(new ReleaseRequest(NextId(), selectors), ContractJson.Default.ReleaseReport, TimeSpan.Zero, cancellation);

    /// <summary>Tries plugs again at once.</summary>
    public Task<RetryReport> RetryAsync(ImmutableArray<string> selectors, CancellationToken cancellation = default) =>
        OneAsync(new RetryRequest(NextId(), selectors), ContractJson.Default.RetryReport, TimeSpan.Zero, cancellation);

    /// <summary>Sends a test message to whoever is told of trouble.</summary>
    public Task<AlertTestReport> TestAlertsAsync(string? house, CancellationToken cancellation = default) =>
        OneAsync(new AlertTestRequest(NextId(), house), ContractJson.Default.AlertTestReport, TimeSpan.FromMinutes(2), cancellation);

    /// <summary>Looks for plugs now.</summary>
    public Task<DiscoverReport> DiscoverAsync(ImmutableArray<string> targets, TimeSpan listen, CancellationToken cancellation = default) =>
        OneAsync(new DiscoverRequest(NextId(), targets, listen.TotalSeconds), ContractJson.Default.DiscoverReport, listen, cancellation);

    /// <summary>What is right and wrong with a plug.</summary>
    public Task<DoctorReport> DoctorAsync(string plug, TimeSpan listen, CancellationToken cancellation = default) =>
        OneAsync(new DoctorRequest(NextId(), plug, listen.TotalSeconds), ContractJson.Default.DoctorReport, listen, cancellation);

    /// <summary>Lists waiting plugs, or lets some in and waits until they have joined.</summary>
    public Task<AdoptReport> AdoptAsync(ImmutableArray<string> plugs, TimeSpan window, CancellationToken cancellation = default) =>
        OneAsync(new AdoptRequest(NextId(), plugs, window.TotalSeconds), ContractJson.Default.AdoptReport, window, cancellation);

    /// <summary>Takes found plugs out of their house.</summary>
    public Task<ForgetReport> ForgetAsync(ImmutableArray<string> plugs, CancellationToken cancellation = default) =>
        OneAsync(new ForgetRequest(NextId(), plugs), ContractJson.Default.ForgetReport, TimeSpan.Zero, cancellation);

    /// <summary>How schedules stand.</summary>
    public Task<SchedulesReport> SchedulesAsync(ImmutableArray<string> schedules, CancellationToken cancellation = default) =>
        OneAsync(new SchedulesRequest(NextId(), SchedulesLook.List, schedules, null, null), ContractJson.Default.SchedulesReport, TimeSpan.Zero, cancellation);

    /// <summary>The firings of schedules in a span of time.</summary>
    public Task<FiringsReport> FiringsAsync(ImmutableArray<string> schedules, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default) =>
        OneAsync(new SchedulesRequest(NextId(), SchedulesLook.Next, schedules, from, to), ContractJson.Default.FiringsReport, TimeSpan.Zero, cancellation);

    /// <summary>What the schedules of a house make of its outlets in a span of time.</summary>
    public Task<SimulationReport> SimulateAsync(ImmutableArray<string> schedules, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default) =>
        OneAsync(new SchedulesRequest(NextId(), SchedulesLook.Simulate, schedules, from, to), ContractJson.Default.SimulationReport, TimeSpan.FromSeconds(30), cancellation);

    /// <summary>The same for moments as people write them, on the clock of the house: <c>2027-01-01</c>, <c>3d</c>; from now and for a week without.</summary>
    public Task<SimulationReport> SimulateAsync(ImmutableArray<string> schedules, string? from, string? to, CancellationToken cancellation = default) =>
        OneAsync(new SchedulesRequest(NextId(), SchedulesLook.Simulate, schedules, null, null, from, to), ContractJson.Default.SimulationReport, TimeSpan.FromSeconds(30), cancellation);

    /// <summary>Orders something about schedules; the order's number is given here.</summary>
    public Task<ScheduleOrderReport> OrderAsync(ScheduleOrderRequest order, CancellationToken cancellation = default) =>
        OneAsync(order with { Id = NextId() }, ContractJson.Default.ScheduleOrderReport, TimeSpan.Zero, cancellation);

    /// <summary>Switches outlets. Each report is whole and newer than the one before; the last one is settled.</summary>
    /// <param name="command">What to switch, and how; its number is given here.</param>
    /// <param name="cancellation">Stops listening; what was accepted goes on.</param>
    public IAsyncEnumerable<RunReport> SwitchAsync(SwitchRequest command, CancellationToken cancellation = default) =>
        FollowAsync(command with { Id = NextId() }, Timeout + TimeSpan.FromSeconds(command.WindowSeconds), cancellation);

    /// <summary>Runs a scene. Each report is whole and newer than the one before; the last one is settled. A scene may wait for hours:
    /// the gate, which knows its steps, says when it took too long.</summary>
    /// <param name="command">Which scene, and how; its number is given here.</param>
    /// <param name="cancellation">Stops listening; what was accepted goes on.</param>
    public IAsyncEnumerable<RunReport> RunSceneAsync(SceneRunRequest command, CancellationToken cancellation = default) =>
        FollowAsync(command with { Id = NextId() }, patience: null, cancellation);

    /// <summary>Puts back what a run changed. Each report is whole and newer than the one before; the last one is settled.</summary>
    /// <param name="command">Which run; its number is given here.</param>
    /// <param name="cancellation">Stops listening; what was accepted goes on.</param>
    public IAsyncEnumerable<RunReport> UndoAsync(UndoRequest command, CancellationToken cancellation = default) =>
        FollowAsync(command with { Id = NextId() }, Timeout + TimeSpan.FromSeconds(command.WindowSeconds), cancellation);

    /// <summary>Ends a run before its time.</summary>
    public Task<RunReport> CancelAsync(string run, CancellationToken cancellation = default) =>
        OneAsync(new CancelRequest(NextId(), run), ContractJson.Default.RunReport, TimeSpan.Zero, cancellation);

    /// <summary>Which scenes there are.</summary>
    public Task<ScenesReport> ScenesAsync(CancellationToken cancellation = default) =>
        OneAsync(new ScenesRequest(NextId()), ContractJson.Default.ScenesReport, TimeSpan.Zero, cancellation);

    /// <summary>What a scene would do now.</summary>
    public Task<SceneReport> SceneAsync(string scene, CancellationToken cancellation = default) =>
        OneAsync(new SceneShowRequest(NextId(), scene), ContractJson.Default.SceneReport, TimeSpan.Zero, cancellation);

    /// <summary>Which runs there were.</summary>
    public Task<RunsReport> RunsAsync(TimeSpan? since, CancellationToken cancellation = default) =>
        OneAsync(new RunsRequest(NextId(), since?.TotalSeconds), ContractJson.Default.RunsReport, TimeSpan.Zero, cancellation);

    /// <summary>What came of one run.</summary>
    public Task<RunReport> RunAsync(string run, CancellationToken cancellation = default) =>
        OneAsync(new RunShowRequest(NextId(), run), ContractJson.Default.RunReport, TimeSpan.Zero, cancellation);

    /// <summary>What flowed.</summary>
    /// <param name="question">What is asked; its number is given here.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<EnergyReport> EnergyAsync(EnergyRequest question, CancellationToken cancellation = default) =>
        OneAsync(question with { Id = NextId() }, ContractJson.Default.EnergyReport, TimeSpan.FromSeconds(50), cancellation);

    /// <summary>Lets another device take the place of a plug.</summary>
    public Task<ReplaceReport> ReplaceAsync(string plug, string successor, CancellationToken cancellation = default) =>
        OneAsync(new ReplaceRequest(NextId(), plug, successor), ContractJson.Default.ReplaceReport, TimeSpan.Zero, cancellation);

    private async IAsyncEnumerable<RunReport> FollowAsync(IOperatorRequest command, TimeSpan? patience, [EnumeratorCancellation] CancellationToken cancellation)
    {
        RunReport? known = null;
        await foreach (var report in ValuesAsync(command, ContractJson.Default.RunReport, patience, cancellation))
        {
            known = known?.UpdatedBy(report) ?? report;
            yield return known;
        }
    }

    /// <summary>Follows outlets: first all of them as they are, then those that changed. Ends only by cancellation or failure.
    /// While nobody takes the next element, the hive does nothing for it.</summary>
    public IAsyncEnumerable<OutletStatus[]> WatchAsync(ImmutableArray<string> selectors, CancellationToken cancellation = default) =>
        ValuesAsync(new WatchRequest(NextId(), selectors), ContractJson.Default.OutletStatusArray, patience: null, cancellation);

    /// <summary>Says goodbye. Sockets and threads end in the background a moment later; a process that ends now need not wait for them.</summary>
    public ValueTask DisposeAsync()
    {
        _actor.Tell(new Goodbye());
        _ = _system.Terminate().ContinueWith(
            _ =>
            {
                _tls.Certificate.Dispose();
                _tls.Trust.Dispose();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return ValueTask.CompletedTask;
    }

    /// <summary>Asks something that has one answer, and sends a text before it.</summary>
    internal async Task<T> OneAsync<T>(Func<long, IOperatorRequest> request, byte[] text, JsonTypeInfo<T> shape, CancellationToken cancellation)
    {
        var id = NextId();
        foreach (var piece in text.Chunk(OperatorProtocol.PartBytes))
        {
            _actor.Tell(new HousePiece(id, piece));
        }

        return await OneAsync(request(id), shape, TimeSpan.Zero, cancellation);
    }

    private long NextId() => Interlocked.Increment(ref _lastId);

    private async Task<T> OneAsync<T>(IOperatorRequest request, JsonTypeInfo<T> shape, TimeSpan takes, CancellationToken cancellation)
    {
        await foreach (var value in ValuesAsync(request, shape, Timeout + takes, cancellation))
        {
            return value;
        }

        throw ConnectionWords.Lost();
    }

    private async IAsyncEnumerable<T> ValuesAsync<T>(
        IOperatorRequest request,
        JsonTypeInfo<T> shape,
        TimeSpan? patience,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        // Unbounded in form, bounded in fact: the gate sends no more parts than the credit given below.
        var answer = Channel.CreateUnbounded<Part>(new UnboundedChannelOptions { SingleReader = true });
        _actor.Tell(new OpenCall(request, answer.Writer));
        try
        {
            using var value = new MemoryStream();
            while (await ReadAsync(answer.Reader, patience, cancellation) is { } part)
            {
                value.Write(part.Bytes);
                if (part.Closing != PartClosing.Nothing)
                {
                    var read = JsonSerializer.Deserialize(value.GetBuffer().AsSpan(0, (int)value.Length), shape)!;
                    value.SetLength(0);
                    yield return read;
                }

                if (part.Closing != PartClosing.Answer)
                {
                    _actor.Tell(new Credit(request.Id, 1));
                }
            }
        }
        finally
        {
            _actor.Tell(new EndRequest(request.Id));
        }
    }

    private async Task<Part?> ReadAsync(ChannelReader<Part> answer, TimeSpan? patience, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        waiting.CancelAfter(patience ?? System.Threading.Timeout.InfiniteTimeSpan);
        try
        {
            return await answer.WaitToReadAsync(waiting.Token) && answer.TryRead(out var part) ? part : null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw ConnectionWords.NoAnswer(_gate, patience!.Value);
        }
    }
}
