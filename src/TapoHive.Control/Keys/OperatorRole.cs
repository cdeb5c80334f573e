namespace TapoHive.Control.Keys;

/// <summary>What an operator may do; each role may also do what the ones before it may.</summary>
public enum OperatorRole
{
    /// <summary>Look: <c>status</c>, <c>why</c>, <c>watch</c>.</summary>
    View,

    /// <summary>Switch: <c>on</c>, <c>off</c>, <c>toggle</c>, <c>release</c>, <c>retry</c>, <c>discover</c>.</summary>
    Operate,

    /// <summary>Change the hive itself: houses, operators.</summary>
    Administer,
}
