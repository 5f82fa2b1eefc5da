using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>A filter as the query of a URL, so that a link reproduces a view: <c>?q=verdict:denied+host:*.my-saas.io</c>.</summary>
public static class ConnectionQuery
{
    public const string Name = "q";

    /// <summary>An address with a filter.</summary>
    public static string Href(string path, ConnectionFilter filter) => Href(path, filter.Text);

    public static string Href(string path, string text) => text.Length == 0 ? path : $"{path}?{Name}={Escape(text)}";

    /// <summary>An address with one more part in its query.</summary>
    public static string With(string address, string part) => part.Length == 0 ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{part}";

    /// <summary>Escapes what a query must not contain, but keeps characters that people read there.</summary>
    private static string Escape(string text) => Uri.EscapeDataString(text)
        .Replace("%20", "+", StringComparison.Ordinal)
        .Replace("%3A", ":", StringComparison.Ordinal)
        .Replace("%2C", ",", StringComparison.Ordinal)
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%2A", "*", StringComparison.Ordinal);
}
