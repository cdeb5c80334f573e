using System.Runtime.CompilerServices;
using TapoHive.Hocon.Merging;
using TapoHive.Hocon.Syntax;

namespace TapoHive.Hocon.Resolving;

/// <summary>
/// Makes values of merged slots. A substitution looks at the finished document; where that would lead back to the field being
/// evaluated, it looks at what the field was before (the specification's "look back"); where nothing was before, it is a cycle.
/// </summary>
/// <remarks>
/// Three parts: <c>Shapes</c> finds out what layers come to, as lazily as possible; <c>Values</c> makes the values;
/// <c>Limits</c> keeps both within bounds, whatever the document says.
/// </remarks>
internal sealed partial class Resolver
{
    /// <summary>How many substitutions may lead to each other in a row. Each takes a few stack frames.</summary>
    private const int MaxChain = 400;

    /// <summary>How many steps a value may cost on average before the document is called too intricate.</summary>
    private const int StepsPerValue = 5;

    private readonly MergedObject _root;
    private readonly HoconReaderOptions _options;
    private readonly ProblemLog _log;
    private long _steps;
    private long _characters;
    private int _chain;
    private bool _isAborted;

    private Resolver(MergedObject root, HoconReaderOptions options, ProblemLog log)
    {
        _root = root;
        _options = options;
        _log = log;
    }

    public static HoconObject Resolve(MergedObject root, HoconReaderOptions options, ProblemLog log) =>
        new Resolver(root, options, log).Object(root) ?? new HoconObject([], root.Position);

    /// <summary>Counts work. After too much of it everything is undefined, and the reading ends soon.</summary>
    private void Charge(long steps, HoconPosition position)
    {
        _steps += steps;
        if (_steps > (long)_options.Limits.MaxValues * StepsPerValue)
            Abort(position, "substitutions repeat and merge too much", "Refer to smaller values");
    }

    private void ChargeText(int characters, HoconPosition position)
    {
        _characters += characters;
        if (_characters > _options.Limits.MaxTotalSize)
            Abort(position, $"substitutions make more than {_options.Limits.MaxTotalSize} characters of text", "Refer to shorter texts");
    }

    /// <summary>Refuses a value that is too large or too deep, which substitution can make it out of small ones.</summary>
    private T? Bounded<T>(T value) where T : HoconValue
    {
        if (value.Weight > _options.Limits.MaxValues)
            Abort(value.Position, $"substitutions make more than {_options.Limits.MaxValues} values", "Refer to smaller values");
        // Braces around the root are counted by the parser, the root itself here.
        else if (value.Depth > _options.Limits.MaxDepth + 2)
            Abort(value.Position, $"values stand in each other more than {_options.Limits.MaxDepth} deep", "Flatten the structure");
        return _isAborted ? null : value;
    }

    private void Abort(HoconPosition position, string message, string hint)
    {
        if (!_isAborted && !_log.IsCutShort) _log.Error(position, "", message, hint);
        _isAborted = true;
    }

    private bool TryDescend(HoconPosition position)
    {
        if (_isAborted) return false;
        if (_chain >= MaxChain || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Abort(position, $"more than {MaxChain} substitutions lead to each other", "Refer to the value itself");
            return false;
        }
        _chain++;
        return true;
    }

    private void Ascend() => _chain--;
}
