using System.Text;
using TapoHive.Control.Keys;

namespace TapoHive.Cli.NewHouses;

/// <summary>The files of a new house.</summary>
/// <param name="House">The house file.</param>
/// <param name="Secret">The password's file.</param>
/// <param name="Password">What is to stand in it; absent where the file is somebody's own and is only named.</param>
internal sealed record NewHouseFiles(string House, string Secret, string? Password)
{
    /// <summary>Which of them would be replaced.</summary>
    public IEnumerable<string> Existing => new[] { House, Password is null ? null : Secret }.OfType<string>().Where(File.Exists);

    /// <summary>The secret as the house file names it: relative where it is in the same folder, so that the folder can be moved as one.</summary>
    public string SecretAsNamed => Path.GetDirectoryName(Secret) == Path.GetDirectoryName(House) ? Path.GetFileName(Secret) : Secret;

    /// <summary>Writes them, the secret first and for its user alone; each is there whole or as it was.</summary>
    public void Write(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(House)!);
        if (Password is { } password)
        {
            PrivateFile.Write(Secret, Encoding.UTF8.GetBytes(password + "\n"));
        }

        var draft = $"{House}.{Guid.NewGuid():N}.new";
        try
        {
            File.WriteAllText(draft, text);
            File.Move(draft, House, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
