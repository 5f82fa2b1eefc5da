namespace PrivateLink.Portal.Identity.Setup;

/// <summary>
/// Where links that let people in are shown: the terminal of the person who started the portal. Output that goes elsewhere ends in a log, which others
/// read too; no link goes there. Development shows them all the same, for tools that start the portal and read what it says.
/// </summary>
public sealed class WayInConsole(IHostEnvironment environment)
{
    /// <summary>Whether what is written is for one person's eyes.</summary>
    internal bool IsWatched => environment.IsDevelopment() || !Console.IsOutputRedirected;

    internal void ShowNext(string title, string link)
    {
        if (IsWatched) Console.WriteLine($"  {title,-13}  {link}  (the next one)");
    }
}
