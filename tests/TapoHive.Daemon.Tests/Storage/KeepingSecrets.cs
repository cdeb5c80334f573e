using TapoHive.Control.Keys;
using TapoHive.Daemon.Accounts;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Houses;

namespace TapoHive.Daemon.Tests.Storage;

public sealed class KeepingSecrets : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tapohive-secrets-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Secret => Path.Combine(_folder, "secret");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_key_is_made_once_and_for_its_owner_alone()
    {
        var made = await StorageFolder.ReadOrMakeSecretAsync(Secret, 32, Cancel);

        Assert.Equal(made, await StorageFolder.ReadOrMakeSecretAsync(Secret, 32, Cancel));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Secret));
    }

    [Fact]
    public async Task A_key_that_a_power_cut_left_empty_is_made_anew()
    {
        PrivateFile.Write(Secret, []);

        var made = await StorageFolder.ReadOrMakeSecretAsync(Secret, 32, Cancel);

        Assert.Equal(32, made.Length);
        Assert.Equal(made, await File.ReadAllBytesAsync(Secret, Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task A_file_without_a_word_in_it_holds_no_secret(string content)
    {
        PrivateFile.Write(Secret, System.Text.Encoding.UTF8.GetBytes(content));

        var found = await SecretPlaces.ReadAsync(new SecretReference(SecretSource.File, Secret));

        Assert.Equal((null, $"{Secret} is empty; write the password into it."), (found.Secret, found.Trouble));
    }

    [Theory]
    [InlineData("canary")]
    [InlineData("canary\n")]
    [InlineData("canary\r\n")]
    [InlineData("canary\n\n")]
    [InlineData("\uFEFFcanary\r\n\r\n")]
    public async Task What_editors_put_around_a_secret_is_not_of_it(string content)
    {
        PrivateFile.Write(Secret, System.Text.Encoding.UTF8.GetBytes(content));

        Assert.Equal("canary", (await SecretPlaces.ReadAsync(new SecretReference(SecretSource.File, Secret))).Secret);
    }

    [Fact]
    public async Task A_file_that_others_can_read_holds_no_secret()
    {
        await File.WriteAllTextAsync(Secret, "canary\n", Cancel);
        File.SetUnixFileMode(Secret, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var found = await SecretPlaces.ReadAsync(new SecretReference(SecretSource.File, Secret));

        Assert.Null(found.Secret);
        Assert.Contains("chmod 600", found.Trouble, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", found.Trouble, StringComparison.Ordinal);
    }
}
