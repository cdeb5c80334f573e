using NodaTime;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Readings;

namespace TapoHive.Protocol.Methods;

/// <summary>The calls that are made here, with their parameters (PROTOCOL 5).</summary>
public static class PlugCalls
{
    /// <summary>How many calls go into one <c>multipleRequest</c> at most.</summary>
    public const int LargestBatch = 5;

    /// <summary>Identity and state.</summary>
    public static MethodCall GetDeviceInfo { get; } = new(MethodNames.GetDeviceInfo);

    /// <summary>The capability list.</summary>
    public static MethodCall ComponentNego { get; } = new(MethodNames.ComponentNego);

    /// <summary>The device's clock.</summary>
    public static MethodCall GetDeviceTime { get; } = new(MethodNames.GetDeviceTime);

    /// <summary>Running times and energy over days.</summary>
    public static MethodCall GetDeviceUsage { get; } = new(MethodNames.GetDeviceUsage);

    /// <summary>Energy of the day and month.</summary>
    public static MethodCall GetEnergyUsage { get; } = new(MethodNames.GetEnergyUsage);

    /// <summary>Power in whole watts.</summary>
    public static MethodCall GetCurrentPower { get; } = new(MethodNames.GetCurrentPower);

    /// <summary>Power, voltage and current.</summary>
    public static MethodCall GetEmeterData { get; } = new(MethodNames.GetEmeterData);

    /// <summary>The timer. With a start index, because P110 refuses the call without parameters (PROTOCOL 5.1).</summary>
    public static MethodCall GetCountdownRules { get; } = Paged(MethodNames.GetCountdownRules, 0);

    /// <summary>Whether it goes off by itself after a while.</summary>
    public static MethodCall GetAutoOffConfig { get; } = Paged(MethodNames.GetAutoOffConfig, 0);

    /// <summary>Rules that pretend that somebody is at home.</summary>
    public static MethodCall GetAntitheftRules { get; } = Paged(MethodNames.GetAntitheftRules, 0);

    /// <summary>Whether it updates itself.</summary>
    public static MethodCall GetAutoUpdateInfo { get; } = new(MethodNames.GetAutoUpdateInfo);

    /// <summary>Removes the timer, armed or not.</summary>
    public static MethodCall RemoveCountdownRules { get; } = new(MethodNames.RemoveCountdownRules, static json => json.WriteBoolean("remove_all", true));

    /// <summary>Closes or opens the relay. The parameters are flat: wrapped ones are accepted and ignored (PROTOCOL 5.4).</summary>
    public static MethodCall SetRelay(PowerState wanted) =>
        new(MethodNames.SetDeviceInfo, json => json.WriteBoolean("device_on", wanted == PowerState.On));

    /// <summary>Schedules stored on the plug from an index on.</summary>
    public static MethodCall GetScheduleRules(int startIndex) => Paged(MethodNames.GetScheduleRules, startIndex);

    /// <summary>Sets whether and when it updates itself.</summary>
    public static MethodCall SetAutoUpdateInfo(AutoUpdate wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return new MethodCall(MethodNames.SetAutoUpdateInfo, json =>
        {
            json.WriteBoolean("enable", wanted.Enabled);
            json.WriteNumber("time", wanted.Time);
            json.WriteNumber("random_range", wanted.Range);
        });
    }

    /// <summary>The sockets of a strip from an index on.</summary>
    public static MethodCall GetChildDeviceList(int startIndex) => Paged(MethodNames.GetChildDeviceList, startIndex);

    /// <summary>The capability lists of a strip's sockets from an index on.</summary>
    public static MethodCall GetChildDeviceComponentList(int startIndex) => Paged(MethodNames.GetChildDeviceComponentList, startIndex);

    /// <summary>Sets the clock.</summary>
    public static MethodCall SetDeviceTime(PlugClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new MethodCall(MethodNames.SetDeviceTime, json =>
        {
            json.WriteNumber("timestamp", clock.Now.ToUnixTimeSeconds());
            json.WriteNumber("time_diff", clock.Offset.Seconds / 60);
            json.WriteString("region", clock.Region);
        });
    }

    /// <summary>Arms the timer; refused while one is armed. A second delivery may be a second rule, so it is not repeated blindly.</summary>
    public static MethodCall AddCountdownRule(Duration delay, PowerState then) => new(MethodNames.AddCountdownRule, json =>
    {
        json.WriteNumber("delay", (long)delay.TotalSeconds);
        WriteDesired(json, then);
    })
    {
        Repetition = Repetition.Harmful,
    };

    /// <summary>Changes the timer of that id.</summary>
    public static MethodCall EditCountdownRule(string id, Duration delay, PowerState then) => new(MethodNames.EditCountdownRule, json =>
    {
        json.WriteString("id", id);
        json.WriteNumber("delay", (long)delay.TotalSeconds);
        WriteDesired(json, then);
    });

    /// <summary>A call to one socket of a strip.</summary>
    public static MethodCall ControlChild(string childId, MethodCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return new MethodCall(MethodNames.ControlChild, json =>
        {
            json.WriteString("device_id", childId);
            json.WritePropertyName("requestData");
            call.WriteObject(json);
        })
        {
            Repetition = call.Repetition,
        };
    }

    /// <summary>Several calls in one; at most <see cref="LargestBatch"/>, none of them a batch.</summary>
    public static MethodCall Multiple(IReadOnlyList<MethodCall> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        if (calls.Count > LargestBatch)
        {
            throw new ArgumentException($"A batch has at most {LargestBatch} calls.", nameof(calls));
        }

        return new MethodCall(MethodNames.MultipleRequest, json =>
        {
            json.WriteStartArray("requests");
            foreach (var call in calls)
            {
                call.WriteObject(json);
            }

            json.WriteEndArray();
        })
        {
            Repetition = calls.All(static call => call.Repetition == Repetition.Harmless) ? Repetition.Harmless : Repetition.Harmful,
        };
    }

    /// <summary>Mean power over slots of five minutes or an hour.</summary>
    public static MethodCall GetPowerData(Instant from, Instant to, Duration slot) => Series(MethodNames.GetPowerData, from, to, slot);

    /// <summary>Energy by the hour, from a local midnight to the last second of a local day.</summary>
    public static MethodCall GetEnergyData(Instant from, Instant to, Duration slot) => Series(MethodNames.GetEnergyData, from, to, slot);

    private static MethodCall Series(string method, Instant from, Instant to, Duration slot) => new(method, json =>
    {
        json.WriteNumber("start_timestamp", from.ToUnixTimeSeconds());
        json.WriteNumber("end_timestamp", to.ToUnixTimeSeconds());
        json.WriteNumber("interval", (long)slot.TotalMinutes);
    });

    private static MethodCall Paged(string method, int startIndex) => new(method, json => json.WriteNumber("start_index", startIndex));

    private static void WriteDesired(System.Text.Json.Utf8JsonWriter json, PowerState then)
    {
        json.WriteStartObject("desired_states");
        json.WriteBoolean("on", then == PowerState.On);
        json.WriteEndObject();
        json.WriteBoolean("enable", true);
    }
}
