using System.Text;
using TapoHive.Control.Wire;

namespace TapoHive.Control.Gate.Calls;

/// <summary>The text of a house file that a client sends in pieces; one at a time, and bounded.</summary>
internal sealed class HouseUpload(int limit)
{
    private readonly MemoryStream _bytes = new();
    private long _id;
    private bool _isTooLarge;

    /// <summary>Takes a piece. The first one of another request forgets what came before.</summary>
    public void Take(HousePiece piece)
    {
        if (piece.Id != _id)
        {
            (_id, _isTooLarge) = (piece.Id, false);
            _bytes.SetLength(0);
        }

        _isTooLarge = _isTooLarge || _bytes.Length + piece.Bytes.Length > limit;
        if (_isTooLarge)
        {
            _bytes.SetLength(0);
        }
        else
        {
            _bytes.Write(piece.Bytes);
        }
    }

    /// <summary>The whole text, which is then forgotten; null where it was larger than is taken, or never came.</summary>
    public string? Finish(long id)
    {
        var text = id == _id && !_isTooLarge && _bytes.Length > 0 ? Encoding.UTF8.GetString(_bytes.GetBuffer(), 0, (int)_bytes.Length) : null;
        (_id, _isTooLarge) = (0, false);
        _bytes.SetLength(0);
        _bytes.Capacity = 0;
        return text;
    }
}
