using System.Collections.Immutable;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>A value of a house file that is to be: what <see cref="HouseWriter"/> makes of a definition, before it is text.</summary>
internal abstract record Written
{
    private const int LongestLine = 120;

    private Written()
    {
    }

    /// <summary>One word or sentence.</summary>
    public sealed record Word(string Text) : Written;

    /// <summary>A list.</summary>
    public sealed record Items(ImmutableArray<Written> Values) : Written;

    /// <summary>Keys in braces, in their order.</summary>
    public sealed record Fields(ImmutableArray<KeyValuePair<string, Written>> Entries) : Written
    {
        /// <summary>The value of a key.</summary>
        public Written? this[string key] => Entries.FirstOrDefault(entry => entry.Key == key).Value;
    }

    /// <summary>The value on one line.</summary>
    public string Inline() => this switch
    {
        Word word => HoconSyntax.Value(word.Text),
        Items { Values.IsEmpty: true } => "[]",
        Items items => $"[ {string.Join(", ", items.Values.Select(static value => value.Inline()))} ]",
        Fields { Entries.IsEmpty: true } => "{}",
        Fields fields => $"{{ {string.Join(", ", fields.Entries.Select(static entry => entry.Value is Fields
            ? $"{HoconSyntax.Key(entry.Key)} {entry.Value.Inline()}"
            : $"{HoconSyntax.Key(entry.Key)} = {entry.Value.Inline()}"))} }}",
        _ => throw new InvalidOperationException("Not a written value."),
    };

    /// <summary>The value as lines of a file: what fits on a line stands on one.</summary>
    /// <param name="lines">Takes the lines.</param>
    /// <param name="lead">What stands before the value on its first line.</param>
    /// <param name="indent">Blanks before each further line.</param>
    /// <param name="opened">How many levels are taken apart whatever their length.</param>
    internal void WriteTo(List<string> lines, string lead, int indent, int opened)
    {
        var line = lead + Inline();
        if (this is Word || (opened <= 0 && line.Length <= LongestLine))
        {
            lines.Add(line);
            return;
        }

        var blanks = new string(' ', indent + 2);
        switch (this)
        {
            case Items items:
                lines.Add($"{lead}[");
                foreach (var value in items.Values)
                {
                    value.WriteTo(lines, blanks, indent + 2, opened - 1);
                }

                lines.Add($"{new string(' ', indent)}]");
                break;
            case Fields fields:
                lines.Add($"{lead}{{");
                foreach (var (key, value) in fields.Entries)
                {
                    value.WriteTo(lines, $"{blanks}{HoconSyntax.Key(key)}{(value is Fields ? " " : " = ")}", indent + 2, value is Fields ? opened - 1 : 0);
                }

                lines.Add($"{new string(' ', indent)}}}");
                break;
            default:
                break;
        }
    }
}
