using System.Runtime.Versioning;
using TapoHive.Domain.HouseFiles;
using TapoHive.Domain.Houses;
using static TapoHive.Domain.Tests.HouseFiles.Reading;

namespace TapoHive.Domain.Tests.HouseFiles;

public class HouseFileSecretSpecs
{
    private const string Canary = "Tr0ub4dor";

    public static TheoryData<string> Leaks => new()
    {
        $"accounts.default {{ username = \"a@b\", password = {Canary} }}",
        $"accounts.default {{ username = \"a@b\", password = \"{Canary}\" }}",
        $"accounts.default {{ username = \"a@b\", password = {Canary}@x }}",
        $"accounts.default {{ username = \"a@b\", password = {Canary}$x' }}",
        $"accounts.default {{ username = \"a@b\", password = \"{Canary} }}",
        $"accounts.default {{ username = \"a@b\", password \"{Canary}\" }}",
        $"accounts.default {{ username = \"a@b\", password =\n{Canary}+x }}",
        $"accounts.default {{ username = \"a@b\", password {{ {Canary} }} }}",
        $"accounts.default {{ username = \"a@b\", password {{ {Canary} = 1 }} }}",
        $"accounts.default {{ username = \"a@b\", password = [ {Canary} ] }}",
        $"accounts.default {{ username = \"a@b\", password = [ {Canary}",
        $"accounts.default {{ username = \"a@b\", password {{ env = \"{Canary}!\" }} }}",
        $"accounts.default {{ username = \"a@b\", password {{ credential = \"{Canary}!\" }} }}",
        $"accounts.default {{ username = \"a@b\", password {{ value = \"{Canary}\" }} }}",
        $"accounts.default {{ username = \"a@b\", passwrd = {Canary} }}",
        $"accounts.default {{ username = \"a@b\", passwrd = {Canary}#x }}",
        $"accounts.default {{ username = a@b password = {Canary} }}",
        $"accounts.default {{ username = \"a@b, password = {Canary} }}",
        $"accounts.default = {Canary}",
        $"accounts.default = [ {Canary}@x ]",
        $"accounts = {Canary}*",
        $"accounts {{ username = \"a@b\", password = {Canary} }}",
        $"acounts.default.password = {Canary}@x",
        $"password = {Canary}?",
        $"{Account}\nplugs {{ lamp {{ host = 192.0.2.7, password = {Canary}:x }} }}",
    };

    [Theory]
    [MemberData(nameof(Leaks))]
    public void A_password_in_the_file_is_refused_and_never_shown(string lines)
    {
        var result = Read($"house {{\n{lines}\n}}");
        Assert.True(result.HasErrors);
        Assert.DoesNotContain(result.Problems, problem => problem.ToString().Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, HouseFileReport.Json(result.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_forms_to_write_instead_are_shown()
    {
        var problem = Assert.Single(Read("house { accounts.default { username = \"a@b\", password = secret } }").Problems);
        Assert.Equal("house.accounts.default.password", problem.Key);
        Assert.Equal("a password must not stand in a house file", problem.Message);
        Assert.Equal(
            "Put it into a file that only you can read and write password { file = secrets/tapo }, { env = TAPO_PASSWORD } or { credential = tapo }",
            problem.Hint);
    }

    [Fact]
    public void A_password_from_the_environment_is_refused_and_never_shown()
    {
        var result = Read(
            "house { accounts.default { username = \"a@b\", password = ${TAPO_PASSWORD} } }",
            Options() with { Environment = name => name == "TAPO_PASSWORD" ? Canary : null });
        Assert.DoesNotContain(Canary, Assert.Single(result.Problems).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file = secrets/tapo", "/houses/secrets/tapo")]
    [InlineData("file = ../tapo", "/tapo")]
    [InlineData("file = \"/run/tapo\"", "/run/tapo")]
    public void The_file_of_a_secret_is_relative_to_the_house_file(string reference, string path) =>
        Assert.Equal(new SecretReference(SecretSource.File, path), PasswordOf($"accounts.default {{ username = \"a@b\", password {{ {reference} }} }}"));

    [Fact]
    public void The_file_of_a_secret_is_relative_to_the_file_that_names_it() =>
        Assert.Equal(
            "/shared/keys/tapo",
            PasswordOf("include \"/shared/accounts.conf\"", ("/shared/accounts.conf", "accounts.default { username = \"a@b\", password { file = keys/tapo } }")).Place);

    [Theory]
    [InlineData("file = secrets/tapo, env = TAPO", "the password is kept in more than one place")]
    [InlineData("", "the password is kept nowhere")]
    [InlineData("file = \"~/tapo\"", "'~' means nothing here")]
    [InlineData("file = \"\"", "this is no path of a file")]
    [InlineData("fil = tapo", "a password has no such key")]
    [InlineData("env = 1X", "this cannot be the name of an environment variable")]
    [InlineData("credential = a/b", "this cannot be the name of a systemd credential")]
    public void A_reference_that_leads_nowhere_is_refused(string reference, string message) =>
        Assert.Equal(message, Assert.Single(Read($"house {{ accounts.default {{ username = \"a@b\", password {{ {reference} }} }} }}").Problems).Message);

    [Fact]
    public void A_missing_file_is_a_warning_because_it_may_come_later()
    {
        var result = Read($"house {{ {Account} }}", Options() with { Secrets = _ => SecretFileState.Missing });
        var problem = Assert.Single(result.Problems);
        Assert.Equal((HouseFileSeverity.Warning, "there is no file '/houses/secrets/tapo'"), (problem.Severity, problem.Message));
        Assert.NotNull(result.Definition);
    }

    [Fact]
    public void A_file_that_others_can_read_is_refused_with_the_remedy()
    {
        var result = Read($"house {{ {Account} }}", Options() with { Secrets = _ => SecretFileState.OpenToOthers });
        var problem = Assert.Single(result.Problems);
        Assert.Equal((HouseFileSeverity.Error, "Run: chmod 600 '/houses/secrets/tapo'"), (problem.Severity, problem.Hint));
        Assert.Null(result.Definition);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void On_disk_a_file_is_judged_by_its_own_mode_also_through_a_link()
    {
        var folder = Directory.CreateTempSubdirectory("tapohive-");
        try
        {
            var (file, link) = (Path.Combine(folder.FullName, "tapo"), Path.Combine(folder.FullName, "link"));
            Assert.Equal(SecretFileState.Missing, SecretFile.StateOf(file));
            File.WriteAllText(file, "x");
            File.CreateSymbolicLink(link, file);
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            Assert.Equal([SecretFileState.Guarded, SecretFileState.Guarded], [SecretFile.StateOf(file), SecretFile.StateOf(link)]);
            foreach (var open in (UnixFileMode[])[UnixFileMode.OtherRead, UnixFileMode.OtherWrite, UnixFileMode.GroupWrite])
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | open);
                Assert.Equal([SecretFileState.OpenToOthers, SecretFileState.OpenToOthers], [SecretFile.StateOf(file), SecretFile.StateOf(link)]);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SecretReference PasswordOf(string lines, params (string Name, string Text)[] files)
    {
        var result = Read($"house {{ {lines} }}", Options(files));
        Assert.Empty(result.Problems);
        return result.Definition!.Accounts[0].Password;
    }
}
