using System.Collections.Immutable;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>One reading of a house file: HOCON first, then the house in it, part by part.</summary>
internal sealed class HouseReader(HouseFileOptions options, SourceTexts sources)
{
    private const string Example = "house { name = hillside, accounts.default { ... } }";

    private readonly ProblemList _problems = new(sources);

    public HouseFileResult Read(string name, Func<HoconReaderOptions, HoconDocument> read)
    {
        var document = read(new HoconReaderOptions
        {
            Environment = options.Environment,
            Files = sources,
            DuplicateKeys = HoconSeverity.Error,
        });
        _problems.Add(document.Problems);
        var root = new Section(_problems, "", document.Root, new HoconPosition(name, 1, 1));
        var definition = House(root, name) is { } house ? Definition(house, name) : null;
        definition = _problems.HasErrors ? null : definition;
        return new HouseFileResult(
            definition,
            _problems.InOrder(document.Files),
            definition is null ? "" : DefinitionHash.Of(definition),
            [.. document.Files]);
    }

    private Section? House(Section root, string file)
    {
        root.Check(keys: null);
        if (root.Find("house") is { } house)
        {
            RefuseStrays(root);
            return house.Fields(SectionKeys.House, Example);
        }

        if (root.Entries.FirstOrDefault(entry => SectionKeys.House.Known.Contains(entry.Key)) is { } stray)
        {
            stray.ErrorAtKey($"'{stray.Key}' stands outside of a house", "Put the whole file inside house { ... }");
            return null;
        }

        RefuseStrays(root);
        if (!_problems.HasErrors)
        {
            root.Missing("house", $"there is no house in '{file}'", $"Write {Example}");
        }

        return null;
    }

    // Outside of the house stands what ${...} refers to, and nothing else.
    private void RefuseStrays(Section root)
    {
        foreach (var entry in root.Entries.Where(entry => entry.Key != "house" && !sources.Mentions(entry.Key)))
        {
            var remedy = SectionKeys.House.Known.Contains(entry.Key) ? "Move it into house { ... }"
                : Suggestion.Nearest(entry.Key, ["house"]) is not null ? "Did you mean 'house'?"
                : "Outside of house { ... } stands only what ${...} refers to";
            var isShowable = SecretShield.IsShowable(entry.Key);
            _problems.AddMisplaced(
                entry.KeyPosition, isShowable ? entry.Path : "",
                isShowable ? $"unknown key '{entry.Key}' beside the house" : "unknown key beside the house", remedy);
        }
    }

    private HouseDefinition Definition(Section house, string file)
    {
        var name = Name(house, file);
        var zone = PlaceReader.TimeZone(house);
        var location = PlaceReader.Location(house);
        var accountReader = new AccountReader(options);
        var accounts = accountReader.Read(house);
        var discovery = DiscoveryReader.Read(house);
        var press = PlugWords.Press(house) ?? PressPolicy.Follow;
        var plugs = new PlugReader(accountReader.Names).Read(house);
        CheckReachable(house, discovery, plugs);
        var definition = new HouseDefinition(new HouseName(name), zone, accounts, discovery, press, plugs, location, Updates: PlugWords.Updates(house), Notify: new NotifyReader(options).Read(house));
        var selectors = new SelectorReader(definition);
        var scenes = new SceneReader(selectors).Read(house);
        return WithSchedules(scenes.IsEmpty ? definition : definition with { Scenes = scenes }, selectors, house);
    }

    private HouseDefinition WithSchedules(HouseDefinition definition, SelectorReader selectors, Section house)
    {
        var calendars = CalendarReader.Read(house);
        definition = calendars.IsEmpty ? definition : definition with { Calendars = calendars };
        var reader = new ScheduleReader(definition, selectors, options);
        var schedules = reader.Read(house);
        if (!_problems.HasErrors)
        {
            reader.CheckConflicts(schedules);
        }

        return schedules.IsEmpty ? definition : definition with { Schedules = schedules };
    }

    /// <summary>The name it gives itself, else the one its file has.</summary>
    private static string Name(Section house, string file)
    {
        if (house.Find("name") is { } entry)
        {
            return NameRules.Name(entry, "a house") ?? "";
        }

        var name = Slug.Of(Path.GetFileNameWithoutExtension(file));
        if (name.Length == 0 || Selectors.SelectorParser.IsReserved(name))
        {
            house.Missing("name", "the house has no name", "Write name = hillside");
        }

        return name;
    }

    private void CheckReachable(Section house, DiscoveryDefinition discovery, ImmutableArray<PlugDefinition> plugs)
    {
        if (!discovery.Targets.IsEmpty
            || house.Find("discovery")?.Value is not HoconObject looks
            || looks["targets"] is not HoconArray { Count: 0 } targets)
        {
            return;
        }

        var path = "house.discovery.targets";
        if (house.Find("plugs")?.Value is not HoconObject { Fields.Count: > 0 })
        {
            _problems.Add(
                HouseFileSeverity.Error, targets.Position, path, "the house lists no plugs, and looks for none",
                "List plugs, or remove targets = [] so that they are looked for");
        }
        else if (plugs.FirstOrDefault(plug => plug.Host is null) is { } lost)
        {
            _problems.Add(
                HouseFileSeverity.Warning, targets.Position, path,
                $"nothing looks for plugs, so that plug '{lost.Name}' without a host is never found",
                "Give it a host, or remove targets = []");
        }
    }
}
