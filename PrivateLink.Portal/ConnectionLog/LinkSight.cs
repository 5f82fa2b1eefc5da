using System.Collections.Concurrent;
using System.Linq.Expressions;
using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Which link IDs a viewer may know. The company knows all. A tenant knows its own and those that its resources list; of a stranger's it
/// learns that it is another endpoint, and its last characters only where no tenant has it. Thread-safe.
/// </summary>
public sealed class LinkSight
{
    private const string Another = "another endpoint";
    private const int ShownCharacters = 4;

    private readonly IReadOnlySet<LinkId>? _own;
    private readonly ConcurrentDictionary<LinkId, bool> _hasTenant = new();

    private LinkSight(IReadOnlySet<LinkId>? own) => _own = own;

    public static LinkSight Everything { get; } = new(own: null);

    public bool SeesEverything => _own is null;

    /// <summary>The links of the viewer's own private endpoints; null when it sees everything.</summary>
    internal IReadOnlySet<LinkId>? Own => _own;

    internal static LinkSight Of(IReadOnlySet<LinkId> own) => new(own);

    /// <summary>The connection as the viewer may see it.</summary>
    public ConnectionEntry Show(ConnectionEntry entry)
    {
        var decision = entry.Decision;
        if (_own is null) return entry;

        // Bytes tell everything that is in them: those of a header are shown where its one link is the viewer's.
        var mayReadBytes = decision.FirstBytes is null || (decision.LinkId is not null && Knows(decision));
        if (Knows(decision) && mayReadBytes && decision.NestedLinkId is null) return entry;

        var shown = decision with { NestedLinkId = null, FirstBytes = null };
        if (!Knows(decision)) shown = shown with { LinkId = null, LinkTlv = null };
        return entry with { Decision = shown, Closed = entry.Closed is { } closed ? closed with { Decision = shown } : null, HiddenLink = Knows(decision) ? null : WordsFor(decision.LinkId) };
    }

    /// <summary>Links about which it is not known yet whether a tenant has them.</summary>
    internal IEnumerable<LinkId> Unknown(IEnumerable<ConnectionEntry> entries) => _own is null ? [] : entries
        .Where(entry => entry.Decision.LinkId is not null && !Knows(entry.Decision))
        .Select(entry => entry.Decision.LinkId!.Value)
        .Where(link => !_hasTenant.ContainsKey(link))
        .Distinct();

    internal void Learn(LinkId link, bool hasTenant) => _hasTenant[link] = hasTenant;

    /// <summary>Stored connections whose link ID the viewer may ask for: what is hidden must not be found out by asking.</summary>
    internal Expression<Func<ConnectionRecord, bool>> Askable()
    {
        if (_own is null) return _ => true;
        string?[] own = [.. _own.Select(link => link.ToString())];
        return record => record.Reason == Reason.LinkMatched || record.Reason == Reason.LinkDisabled || own.Contains(record.LinkId);
    }

    private bool Knows(Engine.Decisions.ConnectionDecision decision) =>
        decision.Reason is Reason.LinkMatched or Reason.LinkDisabled || (decision.LinkId is { } link ? _own!.Contains(link) : decision.LinkTlv is null);

    private string WordsFor(LinkId? link)
    {
        if (link is not { } id || !_hasTenant.TryGetValue(id, out var hasTenant) || hasTenant) return Another;
        var text = id.ToString();
        return text.Length > 2 * ShownCharacters ? $"{Another}, …{text[^ShownCharacters..]}" : Another;
    }
}
