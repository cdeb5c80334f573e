using System.Collections.Immutable;
using System.Net;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Houses;
using TapoHive.Domain.Outlets;
using TapoHive.Domain.Plugs;
using TapoHive.Domain.Text;
using TapoHive.Hocon;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads <c>plugs</c>.</summary>
internal sealed class PlugReader(IReadOnlyList<string> accounts)
{
    private const string Example = "lamp { mac = \"00-00-5E-00-53-01\" }";

    private readonly Claims _macs = new("mac", "plug");
    private readonly Claims _ids = new("id", "plug");
    private readonly Claims _hosts = new("host", "plug");

    public ImmutableArray<PlugDefinition> Read(Section house)
    {
        if (house.Find("plugs")?.Fields(keys: null, $"plugs {{ {Example} }}") is not { } section)
        {
            return [];
        }

        var plugs = new List<PlugDefinition>();
        foreach (var entry in section.Entries)
        {
            if (Plug(entry) is { } plug)
            {
                plugs.Add(plug);
            }
        }

        return [.. plugs];
    }

    private PlugDefinition? Plug(Entry entry)
    {
        if (entry.Value is not HoconObject && SectionKeys.Plug.Known.Contains(entry.Key))
        {
            entry.ErrorAtKey($"'{entry.Key}' stands where the name of a plug should", $"Write {Example}");
            return null;
        }

        NameRules.IsName(entry, "a plug");
        if (entry.Fields(SectionKeys.Plug, Example) is not { } section)
        {
            return null;
        }

        var name = entry.Key;
        if (section.Find("mac") is null && section.Find("id") is null && section.Find("host") is null)
        {
            section.Missing(
                "", $"nothing says which device plug '{name}' is", "Give it a mac (it is printed on the plug), an id, or a host",
                "mac", "id", "host");
        }

        var mac = Mac(section, name);
        var id = Id(section, name);
        var host = Host(section, name);
        return new PlugDefinition(
            new PlugName(name),
            mac,
            id,
            host,
            Account(section, name),
            section.Find("room") is { } room ? NameRules.Name(room, "a room") : null,
            PlugWords.Tags(section),
            section.Find("protect") is { } protect && protect.Take(protect.Value.AsBoolean()) is true ? Protect.OnlyByName : Protect.No,
            PlugWords.Base(section),
            PlugWords.Press(section),
            OutletReader.Read(section, name),
            SafetyReader.MaxOn(section));
    }

    private Mac? Mac(Section section, string plug)
    {
        if (section.Find("mac") is not { } entry || entry.Text("a mac", "Write mac = \"00-00-5E-00-53-01\"") is not { } text)
        {
            return null;
        }

        if (!Plugs.Mac.TryParse(text, out var mac))
        {
            entry.Error(
                $"{SecretShield.Shown(text)} is no mac",
                PlugAddress.TryParse(text, out _)
                    ? $"This is an address: write host = \"{text}\""
                    : "A mac has twelve hexadecimal digits: write for example \"00-00-5E-00-53-01\"");
            return null;
        }

        if (mac.Bits is 0 or 0xFFFF_FFFF_FFFF)
        {
            entry.Error($"no plug has the mac '{text}'", "Write the one that is printed on the plug");
            return null;
        }

        _macs.Claim(entry, mac.ToString(), plug);
        return mac;
    }

    private string? Id(Section section, string plug)
    {
        if (section.Find("id") is not { } entry || entry.Text("a device id", "Write it as 'tapohive discover' shows it") is not { } text)
        {
            return null;
        }

        if (text.Length is not (32 or 40) || !text.All(char.IsAsciiHexDigit))
        {
            entry.Error(
                $"{SecretShield.Shown(text)} is no device id",
                Plugs.Mac.TryParse(text, out _) ? $"This is a mac: write mac = \"{text}\""
                : PlugAddress.TryParse(text, out _) ? $"This is an address: write host = \"{text}\""
                : "A device id has 32 or 40 hexadecimal digits: write it as 'tapohive discover' shows it");
            return null;
        }

        // As plugs write them: the one of discovery in lower case, the one inside a session in capitals.
        var id = text.Length == 32 ? text.ToLowerInvariant() : text.ToUpperInvariant();
        _ids.Claim(entry, id, plug);
        return id;
    }

    private PlugAddress? Host(Section section, string plug)
    {
        if (section.Find("host") is not { } entry || entry.Text("an address", "Write host = \"192.0.2.31\"") is not { } text)
        {
            return null;
        }

        // 192.0.2.010 would be read as octal: an address must be written as it is shown.
        if (!PlugAddress.TryParse(text, out var address) || address.Host.ToString() != text.Split(':')[0])
        {
            entry.Error(
                $"{SecretShield.Shown(text)} is no address of a plug",
                Plugs.Mac.TryParse(text, out _)
                    ? $"This is a mac: write mac = \"{text}\""
                    : "Write its IPv4 address, with a port if that is not 80: \"192.0.2.31\" or \"192.0.2.31:8080\"");
            return null;
        }

        if (address.Host.GetAddressBytes()[0] is 0 or >= 224)
        {
            entry.Error($"no plug can have the address '{text}'", "Write the address of this one plug; ranges stand in discovery.targets");
            return null;
        }

        _hosts.Claim(entry, address.ToString(), plug);
        return address;
    }

    private AccountName Account(Section section, string plug)
    {
        var usual = new AccountName(accounts.Count > 0 ? accounts[0] : "");
        if (section.Find("account") is not { } entry || entry.Text("the name of an account") is not { } name)
        {
            return usual;
        }

        // Where no account could be read at all, that is the problem, not this.
        if (accounts.Count > 0 && !accounts.Contains(name, StringComparer.Ordinal))
        {
            entry.Error(
                $"plug '{plug}' belongs to account {SecretShield.Shown(name)}, which does not exist",
                Suggestion.Nearest(name, accounts) is { } near
                    ? $"Did you mean '{near}'?"
                    : $"The accounts of this house are {string.Join(", ", accounts)}");
        }

        return new AccountName(name);
    }
}
