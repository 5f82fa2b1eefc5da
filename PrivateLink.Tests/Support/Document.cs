using System.Runtime.CompilerServices;

namespace PrivateLink.Tests.Support;

/// <summary>Code from the documentation, so that a test can run exactly what readers are told to run.</summary>
internal static class Document
{
    /// <summary>The only code block of a language in a document.</summary>
    /// <param name="name">A file in <c>docs</c>.</param>
    /// <param name="language">The language after the fence.</param>
    public static string Code(string name, string language)
    {
        var fence = $"```{language}\n";
        var blocks = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../docs", name)).Split(fence);
        return blocks.Length == 2
            ? blocks[1].Split("\n```")[0]
            : throw new InvalidOperationException($"docs/{name} has {blocks.Length - 1} blocks of {language} instead of one.");
    }

    /// <summary>Replaces a text that must be present.</summary>
    public static string With(this string text, string documented, string here) =>
        text.Contains(documented, StringComparison.Ordinal)
            ? text.Replace(documented, here, StringComparison.Ordinal)
            : throw new InvalidOperationException($"The documentation no longer contains '{documented}'.");

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
