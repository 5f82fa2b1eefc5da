using System.Globalization;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Layout;

/// <summary>A place to go to.</summary>
/// <param name="Kind">Its kind: a page, a host, a tenant, a link, a reason.</param>
/// <param name="Name">What people type.</param>
/// <param name="Href">The address.</param>
internal sealed record PaletteEntry(string Kind, string Name, string Href)
{
    /// <summary>Words that find the entry besides its kind and name, such as the cloud of a private endpoint. They are not shown.</summary>
    public string Also { get; init; } = "";

    private const int Most = 12;
    private const string Connectivity = "Connectivity";
    private const string LinkKind = "Link";

    private static readonly DateTimeOffset FirstConnections = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Name, string Href, Permission Permission)[] Pages =
    [
        ("Overview", "", Permission.ViewOverview),
        ("Live connections", "connections", Permission.ViewConnections),
        ("History", "history", Permission.ViewConnections),
        ("Open connections", "open-connections", Permission.ViewConnections),
        ("Connectivity: who can connect now", "connectivity", Permission.ViewConnections),
        ("Resources", "resources", Permission.ViewResources),
        ("Upstreams", "upstreams", Permission.ViewUpstreams),
        ("Listeners", "listeners", Permission.ViewListeners),
        ("Policy and its revisions", "policy", Permission.ViewPolicyRevisions),
        ("Unclaimed links", "listeners/unclaimed", Permission.ViewUnclaimedLinks),
        ("Spoof attempts", "listeners/spoofing", Permission.ViewListeners),
        ("Simulator", "tools/simulator", Permission.UseTools),
        ("Decoder", "tools/decoder", Permission.UseTools),
        ("Reasons", "reasons", Permission.ViewConnections),
        ("Settings in force", "settings/in-force", Permission.ViewSettings),
    ];

    /// <summary>The pages that a caller may see.</summary>
    public static IReadOnlyList<PaletteEntry> PagesOf(Caller caller) =>
        [.. Pages.Where(page => caller.May(page.Permission)).Select(page => new PaletteEntry("Page", page.Name, page.Href))];

    /// <summary>The entries for a tenant: whether it can connect now, and its connections.</summary>
    public static IEnumerable<PaletteEntry> OfTenant(Guid id, string name) =>
        [new(Connectivity, $"Can {name} connect now?", $"connectivity/{id}"), new("Tenant", $"Connections of {name}", $"ops/connections?q=tenant:{id}")];

    /// <summary>The entries for a private endpoint: its page, and the connections that come through it.</summary>
    public static IEnumerable<PaletteEntry> OfEndpoint(EndpointName endpoint, bool isCompany)
    {
        var name = endpoint.Name.Length > 0 ? endpoint.Name : endpoint.Reference;
        var words = (endpoint.LinkId is { } id ? $"{id}: {name}" : name) + (isCompany ? $" of {endpoint.Tenant}" : "");
        var cloud = $"{KnownClouds.Of(endpoint.Cloud).Words.Name} {endpoint.Cloud} {endpoint.Tenant}";
        yield return new("Endpoint", words, $"private-endpoints/{endpoint.Id}") { Also = cloud };
        if (endpoint.LinkId is { } link)
            yield return new(LinkKind, $"Connections through {link}", ConnectionQuery.Href("connections", ConnectionFilter.Of(FilterField.Link, link))) { Also = $"{endpoint.Name} {cloud}" };
    }

    /// <summary>
    /// What matches every word of a text, in any order, best match first. If nothing does, words such as "cannot connect" do not count. Answers about
    /// a tenant come first, then names that begin with the text, names that contain it, symptoms, reasons, and entries made from the text.
    /// </summary>
    public static IReadOnlyList<PaletteEntry> Find(Caller caller, string text, IEnumerable<PaletteEntry> known)
    {
        text = text.Trim();
        if (text.Length == 0) return [.. known.Where(entry => entry.Kind == "Page").Take(Most)];
        var symptoms = PaletteSymptom.Of(caller, text);
        var all = known.ToList();
        // "Megacorp cannot connect" asks for Megacorp. Where every word matches, every word counts.
        var name = symptoms.Count == 0 && !all.Exists(entry => entry.Has(WordsOf(text))) ? SearchWords.Of(text) : text;
        var isQuestion = name != text;
        text = name;
        var words = WordsOf(text);
        var made = MadeOf(text).Where(entry => symptoms.Count == 0 || entry.Kind != Connectivity).ToList();
        var asksTenant = all.Exists(entry => entry.Kind == Connectivity && entry.Has(words));
        // A short number that is a symptom is not meant as a part of some ID.
        var isSymptom = symptoms.Count > 0 && text.All(char.IsAsciiDigit);
        IEnumerable<PaletteEntry> found =
        [
            .. isSymptom ? symptoms : [],
            .. made.Where(entry => isQuestion && !asksTenant && entry.Kind == Connectivity),
            .. all.Where(entry => entry.Has(words))
                .OrderByDescending(entry => entry.Kind == Connectivity)
                .ThenByDescending(entry => entry.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase)).ThenByDescending(entry => entry.Name.Contains(text, StringComparison.OrdinalIgnoreCase))
                .ThenBy(entry => entry.Kind == LinkKind).ThenBy(entry => entry.Name.Length)
                .Concat(symptoms).Concat(Reasons().Where(entry => entry.Has(words)))
                .Concat(made),
        ];
        return [.. found.DistinctBy(entry => entry.Href).Take(Most)];
    }

    private static string[] WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private bool Has(string[] words) => Array.TrueForAll(words, word =>
        Name.Contains(word, StringComparison.OrdinalIgnoreCase) || Kind.Contains(word, StringComparison.OrdinalIgnoreCase) || Also.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<PaletteEntry> Reasons() =>
        from reason in Enum.GetValues<Reason>().Select(ReasonTable.Describe).Concat<ReasonDescription>(Enum.GetValues<CloseReason>().Select(ReasonTable.Describe))
        select new PaletteEntry("Reason", $"{reason.Title} ({reason.Code})", $"reasons/{reason.Code}");

    /// <summary>An ID contains the time of its connection. A number whose time is before the product existed is not an ID.</summary>
    private static bool IsConnection(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && ConnectionIds.TimeOf(id) >= FirstConnections;

    private static IEnumerable<PaletteEntry> MadeOf(string text)
    {
        if (KnownClouds.All.Any(cloud => cloud.LinkIds.IsLinkId(text)))
        {
            var link = ConnectionFilter.Of(FilterField.Link, text);
            yield return new(LinkKind, $"Connections through {SafeText.Of(text)}", ConnectionQuery.Href("connections", link));
            yield return new(LinkKind, $"History of link {SafeText.Of(text)}", ConnectionQuery.Href("history", link));
        }

        if (FilterField.Client.Accepts(text, FilterRelation.Is) && text != "*")
        {
            var source = ConnectionFilter.Of(FilterField.Client, text);
            yield return new("Address", $"Connections from {text}", ConnectionQuery.Href("connections", source));
            yield return new("Address", $"History of {text}", ConnectionQuery.Href("history", source));
        }

        if (IsConnection(text)) yield return new("Connection", $"Connection {text}", $"connections/{text}");
        if (text.Length <= ConnectivitySearch.LongestName) yield return new(Connectivity, $"Can “{SafeText.Of(text)}” connect now?", ConnectionQuery.Href("connectivity", text));
        var parse = FilterParser.Parse(text);
        if (parse.Filter is { } filter) yield return new("Search", $"Connections: {SafeText.Of(filter.Text)}", ConnectionQuery.Href("connections", filter));
    }
}
