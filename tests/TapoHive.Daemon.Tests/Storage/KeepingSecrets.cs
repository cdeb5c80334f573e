using TapoHive.Actors.Accounts;
using TapoHive.Control.Keys;
using TapoHive.Daemon.Accounts;
using TapoHive.Daemon.Storage;
using TapoHive.Domain.Accounts;
using TapoHive.Domain.Credentials;
using TapoHive.Domain.Failures;
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

    [Fact]
    public async Task A_password_that_was_corrected_is_held_back_until_somebody_says_so()
    {
        var home = new HouseName("home");
        var account = new AccountDefinition(new AccountName("default"), "me@example.com", new SecretReference(SecretSource.File, Secret));
        PrivateFile.Write(Secret, "wrong"u8.ToArray());
        var vault = new AccountVault(new byte[32]);
        vault.Learn(home, [account]);
        vault.Learn(new HouseName("villa"), [account]);
        var wrong = await FingerprintAsync(home);
        Assert.Equal(wrong, await FingerprintAsync(new HouseName("villa")));

        File.Delete(Secret);
        PrivateFile.Write(Secret, "right"u8.ToArray());
        vault.Learn(home, [account]);
        Assert.Equal(wrong, await FingerprintAsync(home));
        vault.ReadAgain(home);

        Assert.NotEqual(wrong, await FingerprintAsync(home));
        Assert.Equal(wrong, await FingerprintAsync(new HouseName("villa")));

        async Task<CredentialFingerprint> FingerprintAsync(HouseName house) =>
            Assert.IsType<Result<Account>.Ok>(await vault.FindAsync(house, account.Name, Cancel)).Value.Fingerprint;
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
