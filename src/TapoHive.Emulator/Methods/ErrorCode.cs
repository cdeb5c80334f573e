namespace TapoHive.Emulator.Methods;

/// <summary>The numbers plugs answer with (PROTOCOL 6).</summary>
internal static class ErrorCode
{
    public const int Success = 0;
    public const int SessionUnknown = 9999;
    public const int TransportUnknown = 1003;
    public const int Failure = -1;
    public const int MethodUnknown = -1002;
    public const int NotDecodable = -1003;
    public const int DecryptionFailed = -1005;
    public const int ParametersWrong = -1008;
    public const int KeyInvalid = -1010;
    public const int Busy = -1301;
    public const int LoginFailed = -1501;
    public const int ScheduleFull = -1802;
    public const int ScheduleUnknown = -1805;
    public const int CountdownConflict = -1902;
    public const int AntiTheftFailed = -2001;
}
