namespace TapoHive.Protocol.Methods;

/// <summary>The numbers that plugs answer with and that somebody here acts on or sends (PROTOCOL 6).</summary>
public static class ErrorCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>The session is unknown or over.</summary>
    public const int SessionTimeout = 9999;

    /// <summary>No transport.</summary>
    public const int NullTransport = 1000;

    /// <summary>The command was cancelled.</summary>
    public const int CommandCancelled = 1001;

    /// <summary>The transport is not available.</summary>
    public const int TransportNotAvailable = 1002;

    /// <summary>The device speaks KLAP or TPAP, not securePassthrough.</summary>
    public const int TransportUnknown = 1003;

    /// <summary>The handshake failed.</summary>
    public const int HandshakeFailed = 1100;

    /// <summary>The login failed.</summary>
    public const int LoginFailed = 1111;

    /// <summary>The device's own transport failed.</summary>
    public const int HttpTransportFailed = 1112;

    /// <summary>The batch failed.</summary>
    public const int MultipleRequestFailed = 1200;

    /// <summary>Nothing in particular.</summary>
    public const int Common = -1;

    /// <summary>Nothing in particular.</summary>
    public const int Unspecific = -1001;

    /// <summary>The method is unknown.</summary>
    public const int UnknownMethod = -1002;

    /// <summary>JSON that cannot be decoded; P100: a batch.</summary>
    public const int JsonDecode = -1003;

    /// <summary>JSON that cannot be encoded.</summary>
    public const int JsonEncode = -1004;

    /// <summary>The envelope does not open.</summary>
    public const int AesDecode = -1005;

    /// <summary>The request is too long.</summary>
    public const int RequestLength = -1006;

    /// <summary>The cloud failed.</summary>
    public const int CloudFailed = -1007;

    /// <summary>The parameters are wrong.</summary>
    public const int Parameters = -1008;

    /// <summary>The handshake's key is none, or of another length than 1024 bits.</summary>
    public const int PublicKey = -1010;

    /// <summary>The terminal UUID is none.</summary>
    public const int TerminalUuid = -1012;

    /// <summary>The session's parameters are wrong.</summary>
    public const int SessionParameter = -1101;

    /// <summary>Too many requests.</summary>
    public const int Busy = -1301;

    /// <summary>The login's credentials are wrong, or its time is 0.</summary>
    public const int LoginCredentials = -1501;

    /// <summary>The timer: one is armed already, by its name.</summary>
    public const int Countdown = -1901;

    /// <summary>The account; in TPAP: locked after too many logins.</summary>
    public const int Account = -2101;

    /// <summary>TPAP: the password is wrong; inside a session: the session is over.</summary>
    public const int PakeShare = -2203;

    /// <summary>TPAP: the session is over.</summary>
    public const int TpapSession = -2402;
}
