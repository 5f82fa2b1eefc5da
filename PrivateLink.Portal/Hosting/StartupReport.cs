using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Settings;

namespace PrivateLink.Portal.Hosting;

/// <summary>A few lines for the person who started the portal: its address, its listeners, and links to sign in.</summary>
internal static class StartupReport
{
    public static void Write(TextWriter output, IEnumerable<string> urls, IEnumerable<ListenerStatus> listeners, IReadOnlyList<WayIn> waysIn)
    {
        output.WriteLine();
        output.WriteLine("  PrivateLink is running. Ctrl+C stops it.");
        output.WriteLine();
        foreach (var url in urls) output.WriteLine($"  {"Portal",-13}  {url}");
        foreach (var listener in listeners)
            output.WriteLine($"  {listener.Name,-13}  {listener.Address,-22}  {Describe(listener)}");
        output.WriteLine();
        foreach (var way in waysIn)
        {
            output.WriteLine($"  {way.Title,-13}  {way.Link}");
            output.WriteLine($"  {"",-13}  {way.Words}");
        }

        if (waysIn.Count > 0) output.WriteLine();
    }

    private static string Describe(ListenerStatus listener)
    {
        var options = listener.Options;
        if (options.ProxyProtocol == ProxyProtocolMode.Off) return "public: PROXY headers are refused";
        var service = options.Service is null ? "" : $", service {options.Service}";
        var trust = listener.TrustsEveryone ? "everyone" : string.Join(", ", options.TrustedSources);
        return $"{options.Provider}{service}: PROXY header required, from {trust}";
    }
}
