using System.Text;

namespace TapoHive.Hocon.Syntax;

/// <summary>Gathers the values that stand in a row on one line. Neighbouring texts become one at once, however many they are.</summary>
internal sealed class RowBuilder
{
    private readonly List<ConcatenationPart> _parts = [];
    private readonly StringBuilder _text = new();
    private HoconPosition _textPosition;
    private string _textGap = "";
    private string? _onlyText;
    private bool _isQuoted;
    private bool _hasText;

    /// <summary>A list or object stands in the row.</summary>
    public bool HasBracket { get; private set; }

    /// <summary>The last value is text.</summary>
    public bool EndsWithText => _hasText;

    /// <summary>Nothing but bare text stands in the row.</summary>
    public bool IsBare => _parts.Count == 0 && !_isQuoted;

    /// <summary>The second of at least two object literals, where the row consists of such only.</summary>
    public Node? SecondObject =>
        !_hasText && _parts.Count > 1 && _parts.TrueForAll(part => part.Node is ObjectNode) ? _parts[1].Node : null;

    public void AddText(string gap, string text, bool isQuoted, HoconPosition position)
    {
        if (!_hasText) (_hasText, _textGap, _textPosition, _onlyText) = (true, gap, position, text);
        else
        {
            if (_onlyText is not null) _text.Append(_onlyText);
            _onlyText = null;
            _text.Append(gap).Append(text);
        }
        _isQuoted |= isQuoted;
    }

    public void Add(string gap, Node node)
    {
        CompleteText();
        HasBracket |= node is ObjectNode or ArrayNode;
        _parts.Add(new ConcatenationPart(gap, node));
    }

    /// <summary>The row as one node; <see langword="null"/> if it is empty.</summary>
    public Node? Build()
    {
        CompleteText();
        return _parts.Count switch
        {
            0 => null,
            1 => _parts[0].Node,
            _ => new ConcatenationNode(_parts),
        };
    }

    private void CompleteText()
    {
        if (!_hasText) return;
        _parts.Add(new ConcatenationPart(_textGap, new TextNode(_textPosition, _onlyText ?? _text.ToString(), _isQuoted)));
        _text.Clear();
        (_hasText, _isQuoted, _onlyText) = (false, false, null);
    }
}
