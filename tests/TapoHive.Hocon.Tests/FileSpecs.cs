namespace TapoHive.Hocon.Tests;

public sealed class FileSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hocon-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void A_file_and_what_it_includes_are_read_from_disk()
    {
        Write("parts/x.conf", "a = 1");
        var house = Write("house.conf", "include \"parts/x.conf\"\nb = 2");
        var document = HoconReader.ReadFile(house);
        Assert.Empty(document.Problems);
        Assert.Equal("""{"a":1,"b":2}""", Sample.Json(document.Root));
        Assert.Equal([house, Path.Combine(_folder.FullName, "parts/x.conf")], document.Files);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem_and_not_an_exception()
    {
        var path = Path.Combine(_folder.FullName, "gone.conf");
        Assert.Equal($"{path}:1:1: there is no such file", Assert.Single(HoconReader.ReadFile(path).Problems).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_name_no_file_can_have_is_a_problem_and_not_an_exception(string name) =>
        Assert.True(HoconReader.ReadFile(name).HasErrors);

    [Fact]
    public void A_folder_is_no_file() => Assert.True(HoconReader.ReadFile(_folder.FullName).HasErrors);

    [Fact]
    public void A_file_that_includes_itself_by_another_spelling_is_caught()
    {
        var path = Write("x.conf", "include \"./../" + _folder.Name + "/x.conf\"");
        Assert.Contains("includes itself", Assert.Single(HoconReader.ReadFile(path).Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_environment_answers_by_default()
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        Assert.Equal(path, HoconReader.Read("a = ${PATH}", "x.conf").Root["a"]!.ToString());
    }
}
