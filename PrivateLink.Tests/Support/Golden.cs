using System.Runtime.CompilerServices;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Texts that somebody has read and found right. With PRIVATELINK_UPDATE_GOLDEN set a test writes them; then read the difference.</summary>
internal static class Golden
{
    /// <summary>Compares with the file of that name in the folder <c>Golden</c> beside the test.</summary>
    public static void Same(string name, string text, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Golden", name);
        if (Environment.GetEnvironmentVariable("PRIVATELINK_UPDATE_GOLDEN") is not null) File.WriteAllText(path, text);

        Assert.True(File.Exists(path), $"There is no golden file {name}.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
