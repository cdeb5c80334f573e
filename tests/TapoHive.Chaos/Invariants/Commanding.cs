using TapoHive.Chaos.Histories;

namespace TapoHive.Chaos.Invariants;

/// <summary>Commands go to the device that is meant, and do what is wanted when they are sent.</summary>
internal static class Commanding
{
    public static IEnumerable<string> WrongDevice(History history)
    {
        var devices = Outlets.Devices(history);
        foreach (var write in history.Writes)
        {
            if (!devices.ContainsKey(write.Device) || history.Strangers.Contains(write.Device))
            {
                yield return $"At {write.At} a command reached {write.Device}, which is no plug of the house.";
            }
            else if (write.MeantFor is { } meant && meant != write.Device)
            {
                yield return $"At {write.At} a command for {meant} reached {write.Device}.";
            }
        }
    }

    public static IEnumerable<string> Unwanted(History history) =>
        from moved in Unjustified(history)
        where !moved.WasWanted
        select $"At {moved.Movement.At} a command moved outlet {moved.Movement.Slot} of {moved.Movement.Device} to {moved.Movement.To}; nobody had wanted that.";

    public static IEnumerable<string> Late(History history) =>
        from moved in Unjustified(history)
        where moved.WasWanted
        select $"At {moved.Movement.At} a command moved outlet {moved.Movement.Slot} of {moved.Movement.Device} to {moved.Movement.To}, sent at {moved.Movement.SentAt}; that was no longer wanted.";

    private static IEnumerable<(Movement Movement, bool WasWanted)> Unjustified(History history)
    {
        foreach (var (plug, slot, _, movements) in Outlets.Of(history))
        {
            var commanded = movements.Where(static movement => movement.Cause == MovedBy.Command).ToList();
            if (commanded.Count == 0)
            {
                continue;
            }

            var wishes = Wishes.Of(history, plug, slot);
            foreach (var movement in commanded)
            {
                var latest = movement.SentAt ?? movement.At;
                var earliest = latest - history.Flight;
                if (!wishes.Any(wish => wish.Explains(movement.To, earliest, latest)) && !MaxOn.IsReason(history, plug, slot, movement, movements))
                {
                    yield return (movement, wishes.Any(wish => wish.Wanted == movement.To && wish.From <= latest));
                }
            }
        }
    }
}
