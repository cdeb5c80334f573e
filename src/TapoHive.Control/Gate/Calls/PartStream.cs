using Akka.Actor;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate.Calls;

/// <summary>
/// Sends the answer to one request, in parts, and never more of them than the client has room for. It holds at most one value;
/// who produces values asks <see cref="IsReady"/> first and computes nothing while nobody reads. Used inside one actor.
/// </summary>
internal sealed class PartStream(long id, IActorRef client)
{
    private byte[]? _value;
    private PartClosing _closing;
    private int _offset;
    private int _credit = OperatorProtocol.InitialCredit;

    /// <summary>Which request is answered.</summary>
    public long Id { get; } = id;

    /// <summary>Whether the last value is out and the client has room for more.</summary>
    public bool IsReady => _value is null && _credit > 0 && !IsClosed;

    /// <summary>Whether the whole answer is out.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Sends a value, as far as there is room; the rest follows with the client's credit.</summary>
    public void Send(byte[] value, PartClosing closing, IActorRef sender)
    {
        (_value, _closing, _offset) = (value, closing, 0);
        Pump(sender);
    }

    /// <summary>The client has room for more; never for more than the protocol's window, whatever it says.</summary>
    public void Grant(int parts, IActorRef sender)
    {
        _credit = (int)Math.Clamp((long)_credit + Math.Max(parts, 0), 0, OperatorProtocol.InitialCredit);
        Pump(sender);
    }

    /// <summary>Ends the answer with a refusal.</summary>
    public void Refuse(RefusalCode code, string message, IActorRef sender)
    {
        _value = null;
        IsClosed = true;
        client.Tell(new Refusal(Id, code, message), sender);
    }

    private void Pump(IActorRef sender)
    {
        while (_value is { } value && _credit > 0)
        {
            var length = Math.Min(OperatorProtocol.PartBytes, value.Length - _offset);
            var isLast = _offset + length == value.Length;
            var piece = value.AsSpan(_offset, length).ToArray();
            client.Tell(new Part(Id, isLast ? _closing : PartClosing.Nothing, piece), sender);
            _credit--;
            _offset += length;
            if (isLast)
            {
                _value = null;
                IsClosed = _closing == PartClosing.Answer;
            }
        }
    }
}
