using System.Collections.Immutable;
using NodaTime;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Gathers the keys of one part of a house file that is to be. What is absent is not written.</summary>
internal sealed class WrittenFields
{
    private readonly ImmutableArray<KeyValuePair<string, Written>>.Builder _entries = ImmutableArray.CreateBuilder<KeyValuePair<string, Written>>();

    /// <summary>A word, where there is one.</summary>
    public WrittenFields Say(string key, string? text) => text is null ? this : Add(key, new Written.Word(text));

    /// <summary>A length of time, where there is one.</summary>
    public WrittenFields Say(string key, Duration? time) => Say(key, time is { } length ? DurationWords.Of(length) : null);

    /// <summary>A list, where it has any items.</summary>
    public WrittenFields Each(string key, IEnumerable<string> texts) =>
        Words(texts) is { Values.IsEmpty: false } items ? Add(key, items) : this;

    /// <summary>Selectors, or any list that may be written as one value: one alone stands without brackets.</summary>
    public WrittenFields OneOrEach(string key, IEnumerable<string> texts) =>
        Words(texts) is { Values: [var only] } ? Add(key, only) : Each(key, texts);

    /// <summary>A part with keys of its own, where it has any.</summary>
    public WrittenFields Part(string key, WrittenFields part) => part._entries.Count == 0 ? this : Add(key, part.ToFields());

    /// <summary>Anything.</summary>
    public WrittenFields Add(string key, Written value)
    {
        _entries.Add(KeyValuePair.Create(key, value));
        return this;
    }

    /// <summary>The keys gathered so far.</summary>
    public Written.Fields ToFields() => new(_entries.ToImmutable());

    private static Written.Items Words(IEnumerable<string> texts) => new([.. texts.Select(static text => new Written.Word(text))]);
}
