using System.Collections.Concurrent;
using System.Linq.Expressions;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// What a viewer may know of connections. The company may know everything. A tenant knows its own link IDs and those that its resources list. For
/// another link it learns only that it is another endpoint. It sees the last characters only if no tenant has that link. Thread-safe.
/// </summary>
internal sealed class LinkSight
{
    private const string Another = "another endpoint";
    private const int ShownCharacters = 4;

    private static readonly Reason[] Listed = [.. ReasonTable.Where(row => row.LinkIsListed)];

    private readonly IReadOnlySet<LinkId>? _own;
    private readonly ConcurrentDictionary<LinkId, bool> _hasTenant = new();

    private LinkSight(IReadOnlySet<LinkId>? own) => _own = own;

    public static LinkSight Everything { get; } = new(own: null);

    /// <summary>A tenant whose links are not known yet.</summary>
    public static LinkSight Nothing { get; } = new(new HashSet<LinkId>());

    public bool SeesEverything => _own is null;

    public static LinkSight Of(IReadOnlySet<LinkId> own) => new(own);

    /// <summary>The connection as the viewer may see it.</summary>
    public ConnectionView Show(ConnectionEntry entry) => SeesEverything ? entry.Whole : new(entry, this);

    /// <summary>Whether the viewer may see a connection's link ID, with its TLV.</summary>
    public bool Knows(ConnectionDecision decision) =>
        _own is null || ReasonTable.Describe(decision.Reason).LinkIsListed || (decision.LinkId is { } link ? _own.Contains(link) : decision.LinkTlv is null);

    /// <summary>Whether the viewer may see a link ID without a connection, when no reason can justify it.</summary>
    public bool Knows(LinkId link) => _own?.Contains(link) != false;

    /// <summary>Links for which it is not known yet whether a tenant has them.</summary>
    public IEnumerable<LinkId> Unknown(IEnumerable<ConnectionEntry> entries) => _own is null ? [] : Unknown(entries
        .Where(entry => entry.Decision.LinkId is not null && !Knows(entry.Decision))
        .Select(entry => entry.Decision.LinkId!.Value));

    public IEnumerable<LinkId> Unknown(IEnumerable<LinkId> links) => links.Where(link => !Knows(link) && !_hasTenant.ContainsKey(link)).Distinct();

    public void Learn(LinkId link, bool hasTenant) => _hasTenant[link] = hasTenant;

    /// <summary>Stored connections whose link ID the viewer may filter by. A filter must not reveal hidden link IDs.</summary>
    public Expression<Func<ConnectionRecord, bool>> Askable()
    {
        if (_own is null) return _ => true;
        string?[] own = OwnTexts;
        return record => Listed.Contains(record.Reason) || own.Contains(record.LinkId);
    }

    /// <summary>The same for hourly sums.</summary>
    public Expression<Func<HourlyRollUp, bool>> AskableSums()
    {
        if (_own is null) return _ => true;
        string?[] own = OwnTexts;
        return rollUp => Listed.Contains(rollUp.Reason) || own.Contains(rollUp.LinkId);
    }

    /// <summary>The text shown instead of a link ID that the viewer may not know; null if there is none.</summary>
    public string? WordsFor(LinkId? link)
    {
        if (link is not { } id) return null;
        if (!_hasTenant.TryGetValue(id, out var hasTenant) || hasTenant) return Another;
        var text = id.ToString();
        return text.Length > 2 * ShownCharacters ? $"{Another}, …{text[^ShownCharacters..]}" : Another;
    }

    private string?[] OwnTexts => [.. _own!.Select(link => link.ToString())];
}
