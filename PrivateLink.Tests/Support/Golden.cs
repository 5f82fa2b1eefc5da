using System.Runtime.CompilerServices;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Reviewed texts. Set PRIVATELINK_UPDATE_GOLDEN to write them, then review the difference.</summary>
internal static class Golden
{
    /// <summary>Compares with the file of that name in the folder <c>Golden</c> beside the test.</summary>
    public static void Same(string name, string text, [CallerFilePath] string test = "") =>
        SameFile(Path.Combine(Path.GetDirectoryName(test)!, "Golden", name), text);

    /// <summary>Compares with a file elsewhere, such as a picture of the documentation.</summary>
    public static void SameFile(string path, string text)
    {
        if (Environment.GetEnvironmentVariable("PRIVATELINK_UPDATE_GOLDEN") is not null) File.WriteAllText(path, text);

        Assert.True(File.Exists(path), $"There is no golden file {path}.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
