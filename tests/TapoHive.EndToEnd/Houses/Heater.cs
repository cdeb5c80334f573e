using TapoHive.Domain.Outlets;
using TapoHive.Emulator.Houses;
using TapoHive.EndToEnd.Running;

namespace TapoHive.EndToEnd.Houses;

/// <summary>A house whose only plug has a heater behind it.</summary>
internal static class Heater
{
    /// <summary>Its hive, once it is logged in.</summary>
    /// <param name="home">Where the hive lives.</param>
    /// <param name="plugs">The plug.</param>
    /// <param name="more">What else the house file says of it.</param>
    public static async Task<Hive> UpAsync(Home home, EmulatedPlugs plugs, string more = "")
    {
        var hive = await Hive.UpAsync(home, HouseText.Of(plugs, $"plugs {{ heater {{ mac = \"{plugs[1].Mac}\"{more} }} }}"));
        await new Watch(home).LoggedInAsync(1);
        return hive;
    }

    public static Task GoesOffAsync(EmulatedPlug plug) => Until.TrueAsync(() => plug.Power == PowerState.Off, "the heater is off");
}
