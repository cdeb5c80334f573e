using Akka.Actor;
using TapoHive.Actors.Messages;
using TapoHive.Control.Contract;
using TapoHive.Control.Wire;
using TapoHive.Domain.Houses;

namespace TapoHive.Control.Gate.Calls;

/// <summary>What operators ask about telling people.</summary>
internal sealed class AlertQuestions(HiveHandle hive)
{
    // A webhook is tried several times, a program may take as long as its house allows.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public async Task<CallReply> Test(AlertTestRequest request)
    {
        var answer = await hive.Alerts.Ask<object>(new TestAlerts(request.House is { } house ? new HouseName(house) : null), Patience);
        return answer switch
        {
            AlertsTested tested => CallReply.Of(
                new AlertTestReport([.. tested.Tests.Select(static test => new AlertTestMessage(
                    test.House.Value, test.Channel.ToString().ToLowerInvariant(), test.Where, test.Trouble is null, test.Milliseconds, test.Trouble))]),
                ContractJson.Default.AlertTestReport,
                $"{tested.Tests.Count(static test => test.Trouble is null)} of {tested.Tests.Length} messages arrived"),
            Refused refused => HouseQuestions.Explain(refused),
            _ => throw new InvalidOperationException($"A test of messages was answered with {answer.GetType().Name}."),
        };
    }
}
