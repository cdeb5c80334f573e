using TapoHive.Domain.Houses;

namespace TapoHive.Domain.HouseFiles;

/// <summary>Reads where a secret is kept. Its sentences never show a value or a key, because any of them may be the secret in the wrong place.</summary>
/// <param name="options">Looks at files.</param>
/// <param name="what">What the secret is.</param>
/// <param name="example">What to write.</param>
internal sealed class SecretReader(HouseFileOptions options, string what, string example)
{
    /// <summary>The place; nothing, and a problem, where there is none.</summary>
    public SecretReference? Read(Entry entry) => entry.Fields(keys: null, example) is { } fields ? Reference(fields, entry) : null;

    private SecretReference? Reference(Section fields, Entry secret)
    {
        var entries = fields.Entries.ToList();
        foreach (var unknown in entries.Where(entry => !SectionKeys.Password.Known.Contains(entry.Key)))
        {
            // The key itself is not shown: it may be the secret.
            secret.Problems.AddMisplaced(
                unknown.KeyPosition, fields.Path, $"a {what} has no such key",
                SectionKeys.Password.Remedy(unknown.Key) is var remedy && remedy.StartsWith("Did", StringComparison.Ordinal)
                    ? remedy : $"Write {example}");
        }

        var references = entries.Where(entry => SectionKeys.Password.Known.Contains(entry.Key)).ToList();
        if (references.Count == 0 && entries.Count == 0)
        {
            fields.Missing("", $"the {what} is kept nowhere", $"Write {example}");
        }

        if (references.Count > 1)
        {
            references[1].ErrorAtKey($"the {what} is kept in more than one place", "Keep one of file, env and credential");
            return null;
        }

        return references.Count == 1 && entries.Count == 1 ? Place(references[0]) : null;
    }

    private SecretReference? Place(Entry entry)
    {
        if (entry.Text($"the place of the {what}", $"Write {example}") is not { } place)
        {
            return null;
        }

        switch (entry.Key)
        {
            case "file":
                return SecretPath.Of(entry, place, options.Secrets) is { } path ? new SecretReference(SecretSource.File, path) : null;
            case "env" when !IsVariable(place):
                entry.Error(
                    "this cannot be the name of an environment variable",
                    $"Write the variable's name, not the {what}: {{ env = TAPO_PASSWORD }}");
                return null;
            case "env":
                return new SecretReference(SecretSource.Environment, place);
            case var _ when !IsCredential(place):
                entry.Error(
                    "this cannot be the name of a systemd credential",
                    "Write the name that LoadCredential= gives it: { credential = tapo }");
                return null;
            default:
                return new SecretReference(SecretSource.Credential, place);
        }
    }

    private static bool IsCredential(string name) =>
        name is not ("" or "." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static bool IsVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
