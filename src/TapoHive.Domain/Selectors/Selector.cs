namespace TapoHive.Domain.Selectors;

/// <summary>Which outlets are meant: the tree that <see cref="SelectorParser"/> makes of a text.</summary>
public abstract record Selector
{
    private Selector()
    {
    }

    /// <summary>Every outlet that is not protected.</summary>
    public sealed record All : Selector;

    /// <summary>Outlets with a tag.</summary>
    public sealed record Tag(string Name) : Selector;

    /// <summary>Outlets of a room.</summary>
    public sealed record Room(string Name) : Selector;

    /// <summary>Outlets of plugs of a model, without region: <c>P110</c>.</summary>
    public sealed record Model(string Name) : Selector;

    /// <summary>One plug or outlet by name; the only form that means a protected outlet. <c>desk.*</c> is <c>desk</c>.</summary>
    public sealed record Named(string? House, string Name) : Selector;

    /// <summary>Both.</summary>
    public sealed record And(Selector Left, Selector Right) : Selector;

    /// <summary>Either.</summary>
    public sealed record Or(Selector Left, Selector Right) : Selector;

    /// <summary>Every unprotected outlet but these.</summary>
    public sealed record Not(Selector Of) : Selector;

    /// <summary>The selector as a person writes it.</summary>
    public string ToText() => this switch
    {
        All => "all",
        Tag tag => $"tag.{tag.Name}",
        Room room => $"room.{room.Name}",
        Model model => $"model.{model.Name}",
        Named { House: null } named => named.Name,
        Named named => $"{named.House}/{named.Name}",
        And and => $"{Inner(and.Left)} and {Inner(and.Right)}",
        Or or => $"{or.Left.ToText()} or {or.Right.ToText()}",
        Not not => $"not {(not.Of is And or Or ? $"({not.Of.ToText()})" : not.Of.ToText())}",
        _ => throw new InvalidOperationException("Not a selector."),
    };

    private static string Inner(Selector part) => part is Or ? $"({part.ToText()})" : part.ToText();
}
