namespace PrivateLink.Portal.Identity.Setup;

/// <summary>
/// Decides where to show links that give access: only in the terminal of the person who started the portal. Redirected output ends in a log that
/// others can read, so it never contains a link. Development shows links in any case, for tools that start the portal and read its output.
/// </summary>
public sealed class WayInConsole(IHostEnvironment environment)
{
    /// <summary>Whether only one person sees the output.</summary>
    internal bool IsWatched => environment.IsDevelopment() || !Console.IsOutputRedirected;

    internal void ShowNext(string title, string link)
    {
        if (IsWatched) Console.WriteLine($"  {title,-13}  {link}  (the next one)");
    }
}
