using System.Text;
using TapoHive.Actors.Messages;
using TapoHive.Actors.Serialization;
using TapoHive.Domain.Houses;

namespace TapoHive.Actors.Tests;

public sealed class SerializationTests
{
    [Fact]
    public void Every_event_and_every_message_has_a_manifest()
    {
        var messages = typeof(SwitchOutlets).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.Namespace == typeof(SwitchOutlets).Namespace && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false));
        var events = typeof(HouseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HouseEvent)));

        Assert.Empty(messages.Concat(events).Where(type => !Manifests.All.Contains(type)).Select(type => type.Name));
    }

    [Fact]
    public void Manifests_are_short_permanent_words()
    {
        Assert.All(Manifests.All, type => Assert.Matches("^[a-z][a-z0-9-]*$", Manifests.NameOf(type)));
        Assert.Equal(Manifests.All.Count(), Manifests.All.Select(Manifests.NameOf).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("2026-11-26T22:13:53Z")]
    [InlineData("2026-11-26T22:13:53.5Z")]
    [InlineData("2026-11-26T22:13:53.1234567Z")]
    [InlineData("2026-11-26T22:13:53.0000001Z")]
    [InlineData("2026-11-26T22:13:53.123456789Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("-0044-03-15T12:00:00.25Z")]
    [InlineData("9999-12-31T23:59:59.999999999Z")]
    public void An_instant_is_written_as_it_is_read_to_the_nanosecond(string text)
    {
        var options = new System.Text.Json.JsonSerializerOptions { Converters = { new InstantConverter() } };

        var instant = System.Text.Json.JsonSerializer.Deserialize<NodaTime.Instant>($"\"{text}\"", options);

        Assert.Equal(NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value, instant);
        Assert.Equal($"\"{text}\"", System.Text.Json.JsonSerializer.Serialize(instant, options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-26")]
    [InlineData("2026-11-26T22:13:53")]
    [InlineData("2026-11-26T22:13:53+02:00")]
    [InlineData("2026-13-26T22:13:53Z")]
    public void What_is_no_instant_in_UTC_is_refused(string text)
    {
        var options = new System.Text.Json.JsonSerializerOptions { Converters = { new InstantConverter() } };

        Assert.Throws<System.Text.Json.JsonException>(() => System.Text.Json.JsonSerializer.Deserialize<NodaTime.Instant>($"\"{text}\"", options));
    }

    public static TheoryData<string> GoldenFiles => [.. Golden.Files.Select(file => Path.GetFileName(file))];

    /// <summary>What was ever written to a journal is read back, and written the same: a golden file is added with each new shape and never changed.</summary>
    [Theory]
    [MemberData(nameof(GoldenFiles))]
    public void What_was_ever_written_is_still_read_and_written_the_same(string name)
    {
        var stored = File.ReadAllText(Path.Combine(Golden.Folder, name)).Trim();

        var value = HiveSerializer.Read(Encoding.UTF8.GetBytes(stored), Path.GetFileNameWithoutExtension(name));

        Assert.Equal(stored, Encoding.UTF8.GetString(HiveSerializer.Write(value)));
    }

    [Fact]
    public void Every_stored_shape_has_a_golden_file()
    {
        var stored = typeof(HouseEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(HouseEvent))).Append(typeof(HouseState));

        Assert.Equal(stored.Select(Manifests.NameOf).Order(StringComparer.Ordinal), Golden.Files.Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_manifest_of_a_newer_version_is_refused_in_words()
    {
        var error = Assert.Throws<System.Runtime.Serialization.SerializationException>(() => HiveSerializer.Read("{}"u8.ToArray(), "plug-teleported"));

        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }
}
