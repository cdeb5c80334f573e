using TapoHive.Domain.HouseFiles;
using TapoHive.Hocon;

namespace TapoHive.Domain.Tests.HouseFiles;

/// <summary>Reads house files without disk or environment; every secret's file is there and guarded.</summary>
internal static class Reading
{
    public const string Name = "/houses/hillside.conf";

    public const string Account = "accounts.default { username = \"me@example.com\", password { file = secrets/tapo } }";

    public static HouseFileOptions Options(params (string Name, string Text)[] files) => new()
    {
        Environment = _ => null,
        Files = HoconFiles.InMemory(files.ToDictionary(file => file.Name, file => file.Text, StringComparer.Ordinal)),
        Secrets = _ => SecretFileState.Guarded,
    };

    public static HouseFileResult Read(string text, HouseFileOptions? options = null) => HouseFile.ReadText(text, Name, options ?? Options());

    /// <summary>A house with an account, and these lines from line 3 on.</summary>
    public static string HouseWith(string lines) => $"house {{\n{Account}\n{lines}\n}}\n";

    /// <summary>The problems of a text as <c>line key: message | hint</c>.</summary>
    public static string[] Problems(string text, HouseFileOptions? options = null) => [.. Read(text, options).Problems.Select(Sentence)];

    public static string Example(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "houses", name));

    private static string Sentence(HouseFileProblem problem) => $"{problem.Line} {problem.Key}: {problem.Message} | {problem.Hint}";
}
