using System.Text.RegularExpressions;
using PrivateLink.Portal.Secrets;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>
/// Removes secrets, link IDs and mail addresses from a text. It looks for the values that this process knows, and for text that looks like them.
/// </summary>
/// <param name="secrets">The secrets of the settings.</param>
/// <param name="policy">The policy whose link IDs are removed; null if there is none.</param>
internal sealed partial class Redaction(IEnumerable<string> secrets, PolicySnapshot? policy)
{
    public const string Secret = "[secret]";
    public const string Token = "[token]";
    public const string Link = "[link]";
    public const string Mail = "[mail]";

    /// <summary>A shorter secret occurs by chance everywhere. Removing it would make the text useless and still show where it was.</summary>
    private const int ShortestSecret = 4;

    /// <summary>The longest first, because one may contain another.</summary>
    private readonly string[] _secrets =
    [
        .. secrets.Where(static secret => secret.Length >= ShortestSecret)
            .SelectMany(static secret => (string[])[secret, Uri.EscapeDataString(secret)])
            .Distinct().OrderByDescending(static secret => secret.Length),
    ];

    /// <summary>Knows the secrets of the settings and the links of a policy.</summary>
    public static Redaction Of(IConfiguration configuration, PolicySnapshot? policy = null) => new(
        configuration.AsEnumerable().SelectMany(static pair => pair.Value is { } value ? SecretKey.SecretsIn(pair.Key, value) : []), policy);

    public string Of(string text)
    {
        foreach (var secret in _secrets) text = text.Replace(secret, Secret, StringComparison.Ordinal);
        text = CredentialsInUrls().Replace(text, $"$1{Secret}@");
        text = Assignments().Replace(text, $"$1{Secret}");
        text = Credentials().Replace(text, $"$1{Secret}");
        text = MailAddresses().Replace(text, Mail);
        text = LinkIds().Replace(text, Link);
        text = RandomTexts().Replace(text, Token);
        return WithoutLinksOfThePolicy(text);
    }

    /// <summary>
    /// A link ID of Azure or GCP is a number like any other, so only the policy can tell. The policy may have a million links and the text has few
    /// words, so each link is looked up among the words.
    /// </summary>
    private string WithoutLinksOfThePolicy(string text)
    {
        if (policy is null) return text;
        var words = Words().Matches(text).Select(static word => word.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var links = policy.Resources.SelectMany(static resource => resource.Links.Grants).Select(static grant => grant.LinkId.ToString()).Where(words.Contains)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return links.Count == 0 ? text : Words().Replace(text, word => links.Contains(word.Value) ? Link : word.Value);
    }

    [GeneratedRegex(@"([a-z][a-z0-9+.-]*://[^/@:\s]*:)[^/@\s]+@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CredentialsInUrls();

    /// <summary>What is masked or empty already stays, so that a reader sees that it was set.</summary>
    [GeneratedRegex(@"((?:password|passwd|pwd|secret|token|apikey|api_key|accesskey)[""']?[=:]\s?[""']?)(?![\s*\[""'])[^\s""';&,)]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignments();

    [GeneratedRegex(@"\b((?:Bearer|Basic)\s+)[A-Za-z0-9._~+/=-]{8,}", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"[A-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Z0-9](?:[A-Z0-9.-]*[A-Z0-9])?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MailAddresses();

    /// <summary>Not a service's own ID, such as <c>vpce-svc-…</c> and <c>epsrv-…</c>, which belongs to the company.</summary>
    [GeneratedRegex(@"\b(?:vpce-(?!svc-)[0-9a-z]{8,}(?:-[0-9a-z]+)*|ep-[0-9a-z]{8,})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LinkIds();

    /// <summary>A long run with capitals, small letters and digits, or of hexadecimal digits. Names of types have no digits and identifiers have hyphens.</summary>
    [GeneratedRegex(@"(?<![\w.+-])(?:(?=[\w-]*[0-9])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[A-Za-z0-9_-]{24,}|[0-9A-Fa-f]{32,})(?![\w-])", RegexOptions.CultureInvariant)]
    private static partial Regex RandomTexts();

    [GeneratedRegex("[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
