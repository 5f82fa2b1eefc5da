namespace PrivateLink.Tests.Support;

/// <summary>The root of the source that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Portal { get; } = Path.Combine(Root, "PrivateLink.Portal");

    public static string Screenshots { get; } = Path.Combine(Root, "artifacts", "screenshots");

    /// <summary><c>Debug</c> or <c>Release</c>, as the tests themselves were built.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    /// <summary>Every Markdown file of the product, without what tools bring along.</summary>
    public static IEnumerable<string> Documents() => Files(Root).Where(file => Path.GetExtension(file) == ".md");

    /// <summary>Every source that people wrote: code, pages and scripts, without generated migrations.</summary>
    public static IEnumerable<string> Sources() => Directory.EnumerateDirectories(Root, "PrivateLink.*").Append(Path.Combine(Root, "scripts")).SelectMany(Files)
        .Where(file => Path.GetExtension(file) is ".cs" or ".razor" or ".js" or ".css" or ".sh" && !file.EndsWith(".min.js", StringComparison.Ordinal));

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !IsSkipped(Path.GetFileName(inner))).SelectMany(Files));

    private static bool IsSkipped(string name) => name is "bin" or "obj" or "artifacts" or "node_modules" or "Migrations" || (name[0] == '.' && name != ".github");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PrivateLink.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("These tests run inside the repository.");
        return folder.FullName;
    }
}
