using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TapoHive.Domain.Text;

namespace TapoHive.Domain.Plugs;

/// <summary>
/// The hardware address of a plug: its identity. Six bytes, always shown as upper-case hex pairs joined by dashes
/// (<c>00-00-5E-00-53-01</c>), whatever separators the plug or a person used (PROTOCOL 1.2).
/// </summary>
public readonly record struct Mac : IText<Mac>, IComparable<Mac>
{
    private readonly ulong _bits;

    private Mac(ulong bits) => _bits = bits;

    /// <summary>The six bytes as one number, most significant first.</summary>
    public ulong Bits => _bits;

    /// <summary>Makes an address from its 48 bits; higher bits are refused.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number needs more than 48 bits.</exception>
    public static Mac FromBits(ulong bits)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 0xFFFF_FFFF_FFFFUL);
        return new Mac(bits);
    }

    /// <summary>Reads twelve hex digits with dashes, colons, dots or nothing between them; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Mac mac)
    {
        mac = default;
        if (text is null || text.Length > 17)
        {
            return false;
        }

        ulong bits = 0;
        var digits = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiHexDigit(c))
            {
                bits = (bits << 4) | (uint)(char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
                digits++;
            }
            else if (c is not ('-' or ':' or '.'))
            {
                return false;
            }
        }

        mac = new Mac(bits);
        return digits == 12;
    }

    /// <summary>As <see cref="TryParse"/>, for text known to be an address.</summary>
    /// <exception cref="FormatException">The text is not a hardware address.</exception>
    public static Mac Parse(string text) =>
        TryParse(text, out var mac) ? mac : throw new FormatException($"'{text}' is not a hardware address such as 00-00-5E-00-53-01.");

    /// <inheritdoc/>
    public static Mac FromText(string text) => Parse(text);

    /// <inheritdoc/>
    public int CompareTo(Mac other) => _bits.CompareTo(other._bits);

    /// <summary>The normal form, <c>00-00-5E-00-53-01</c>.</summary>
    public override string ToString()
    {
        var hex = _bits.ToString("X12", CultureInfo.InvariantCulture);
        return string.Create(17, hex, static (span, h) =>
        {
            for (var i = 0; i < 6; i++)
            {
                h.AsSpan(i * 2, 2).CopyTo(span[(i * 3)..]);
                if (i < 5)
                {
                    span[(i * 3) + 2] = '-';
                }
            }
        });
    }
}
