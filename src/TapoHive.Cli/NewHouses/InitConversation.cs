using System.Collections.Immutable;
using System.Globalization;
using Spectre.Console;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Sightings;
using TapoHive.Domain.Text;

namespace TapoHive.Cli.NewHouses;

/// <summary>The questions of <c>init</c>, each asked until the answer makes sense.</summary>
internal sealed class InitConversation(IAnsiConsole console)
{
    /// <summary>Says a sentence, or nothing but a blank line.</summary>
    public void Say(string sentence = "") => console.WriteLine(sentence);

    /// <summary>Begins a part.</summary>
    public void Title(string words)
    {
        console.WriteLine();
        console.Write(new Text(words, new Style(decoration: Decoration.Bold)));
        console.WriteLine();
    }

    /// <summary>The account's e-mail.</summary>
    public Task<string> UsernameAsync(CancellationToken cancellation) => console.PromptAsync(
        new TextPrompt<string>("E-mail, exactly as the Tapo app shows it:").Validate(static text => Verdict(Objection(text))), cancellation);

    /// <summary>The account's password; what is typed is not shown.</summary>
    public Task<string> PasswordAsync(CancellationToken cancellation) =>
        console.PromptAsync(new TextPrompt<string>("Password (is not shown):").Secret(null), cancellation);

    /// <summary>Where to look for plugs now that none was found: other targets, the same ones once more, or nothing to go on without.</summary>
    public async Task<(bool Again, ImmutableArray<DiscoveryTarget> Targets)> LookElsewhereAsync(CancellationToken cancellation)
    {
        var text = await console.PromptAsync(
            new TextPrompt<string>("Look in a range such as 192.0.2.0/24, 'again', or Enter to go on without:").AllowEmpty().Validate(static text => Verdict(
                text.Trim() is "" or "again" || DiscoveryTarget.TryParse(text.Trim(), out _) ? null : $"'{text}' is no place to look. Write an address or a range such as 192.0.2.0/24.")),
            cancellation);
        return text.Trim() switch
        {
            "" => (false, []),
            "again" => (true, []),
            var place => (true, [DiscoveryTarget.FromText(place)]),
        };
    }

    /// <summary>Names for found plugs; those that get none here keep the one in the app.</summary>
    public async Task<ImmutableArray<NamedPlug>> NamesAsync(IReadOnlyCollection<FoundPlug> plugs, CancellationToken cancellation)
    {
        if (!await ConfirmAsync("Give them other names, or rooms?", preset: false, cancellation))
        {
            return [];
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        var named = ImmutableArray.CreateBuilder<NamedPlug>();
        foreach (var plug in plugs)
        {
            Say();
            Say(Line(plug));
            var usual = Slug.Of(plug.Alias);
            var prompt = new TextPrompt<string>(usual.Length > 0 ? "Name" : "Name (Enter: as in the app):").AllowEmpty()
                .Validate(text => Verdict(text.Length == 0 ? null : taken.Contains(text) ? $"Another plug is called '{text}' already. Choose another." : NameWords.Objection(text)));
            var name = await console.PromptAsync(usual.Length > 0 ? prompt.DefaultValue(usual) : prompt, cancellation);
            var room = await console.PromptAsync(
                new TextPrompt<string>("Room (Enter: none):").AllowEmpty().Validate(static text => Verdict(text.Length == 0 ? null : NameWords.Objection(text))), cancellation);
            if (name.Length > 0 && (name != usual || room.Length > 0))
            {
                taken.Add(name);
                named.Add(new NamedPlug(name, plug.Sighting.Mac, room.Length == 0 ? null : room));
            }
            else if (name.Length == 0 && room.Length > 0)
            {
                Say("A room is for a plug that is named here; it was left out.");
            }
        }

        return named.ToImmutable();
    }

    /// <summary>The house's name.</summary>
    public Task<string> HouseNameAsync(string preset, CancellationToken cancellation) => console.PromptAsync(
        new TextPrompt<string>("Name of the house").DefaultValue(preset).Validate(static text => Verdict(NameWords.Objection(text))), cancellation);

    /// <summary>Its time zone.</summary>
    public Task<string> ZoneAsync(string preset, CancellationToken cancellation) => console.PromptAsync(
        new TextPrompt<string>("Time zone").DefaultValue(preset).Validate(static text => Verdict(ZoneText.Objection(text))), cancellation);

    /// <summary>Where it stands, if that matters.</summary>
    public async Task<Location?> PlaceAsync(CancellationToken cancellation)
    {
        var text = await console.PromptAsync(
            new TextPrompt<string>($"Place, for sunrise and sunset: {PlaceText.Example} (Enter: none):").AllowEmpty()
                .Validate(static text => Verdict(text.Trim().Length == 0 || PlaceText.Read(text) is not null ? null : $"'{text}' is no place. Write {PlaceText.Example}.")),
            cancellation);
        return PlaceText.Read(text);
    }

    /// <summary>Yes or no.</summary>
    public Task<bool> ConfirmAsync(string question, bool preset, CancellationToken cancellation) =>
        new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = preset }.ShowAsync(console, cancellation);

    /// <summary>Awaits something, with a sign that it goes on.</summary>
    public Task<T> WhileAsync<T>(string words, Func<Task<T>> work) => console.Status().StartAsync(Markup.Escape(words), _ => work());

    /// <summary>A found plug in a line.</summary>
    public static string Line(FoundPlug plug) => string.Create(
        CultureInfo.InvariantCulture,
        $"  {plug.Sighting.Model,-6} {plug.Sighting.Mac}  {plug.Sighting.Host,-15} {Transport(plug.Sighting),-5} {(plug.Alias.Length == 0 ? "" : $"'{Rendering.Tables.Plain(plug.Alias)}'")}").TrimEnd();

    private static string Transport(Sighting sighting) => sighting.Offer is SightedTransport.Offered { Offer.Transport: var transport } ? transport.ToString().ToLowerInvariant() : "-";

    /// <summary>What is wrong with an e-mail; nothing where it can be one.</summary>
    public static string? Objection(string username) =>
        username.Trim().Length == 0 || username.Trim() != username ? "The e-mail is empty, or has blanks around it. Write it exactly as the Tapo app shows it." : null;

    private static ValidationResult Verdict(string? objection) => objection is null ? ValidationResult.Success() : ValidationResult.Error(Markup.Escape(objection));
}
