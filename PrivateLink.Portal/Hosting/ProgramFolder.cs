namespace PrivateLink.Portal.Hosting;

/// <summary>The folder of the program, which is not the content root if the settings are elsewhere, such as in <c>/etc/privatelink</c>.</summary>
internal static class ProgramFolder
{
    /// <summary>
    /// A published program finds its scripts and styles beside itself, wherever it is started. A build has none there, and finds them in the project. The
    /// framework must not read changed settings by itself, because they are checked first.
    /// </summary>
    public static WebApplicationOptions Options(string[] settings)
    {
        var web = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return new() { Args = [.. settings, "--hostBuilder:reloadConfigOnChange=false"], WebRootPath = Directory.Exists(web) ? web : null };
    }
}
