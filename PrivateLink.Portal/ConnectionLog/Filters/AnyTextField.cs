using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>Matches part of any text: the server name, the link ID, an address, the note beside the reason, or the reason and its code.</summary>
internal sealed class AnyTextField() : FilterField("", [], "globex", "some text", title: "Text")
{
    private const int LongestText = 256;

    internal override bool Accepts(string value, FilterRelation relation) => true;

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        var text = values[0];
        var reasons = ReasonsWith(text);
        var mayBeAddress = text.All(character => char.IsAsciiHexDigit(character) || character is '.' or ':' or '[' or ']');
        return entry =>
        {
            return Contains(entry.ServerName, text) || Contains(entry.Host, text) || Array.IndexOf(reasons, entry.Reason) >= 0
                || Contains(entry.LinkId, text) || Contains(entry.Detail, text)
                || (mayBeAddress && (Contains(entry.Client, text) || Contains(entry.Peer, text)));
        };
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        var text = values[0];
        var reasons = ReasonsWith(text);
        var like = $"%{Glob.ToLike(text.ToLowerInvariant().Replace(Glob.Any.ToString(), "\uFFFF", StringComparison.Ordinal)).Replace('\uFFFF', Glob.Any)}%";
        var link = RecordExpression.IsLike(record => record.LinkId, like);
        var peer = RecordExpression.IsLike(record => record.Peer, like);
        if (!sight.SeesEverything)
        {
            link = RecordExpression.AllOf([sight.Askable(), link]);
            peer = RecordExpression.AllOf([ClientField.IsPeer, peer]);
        }

        return RecordExpression.AnyOf(
        [
            record => reasons.Contains(record.Reason),
            RecordExpression.IsLike(record => record.ServerName, like),
            RecordExpression.IsLike(record => record.Host, like),
            RecordExpression.IsLike(record => record.Detail, like),
            RecordExpression.IsLike(record => record.Source, like),
            peer,
            link,
        ]);
    }

    private static Reason[] ReasonsWith(string text) =>
        [.. Enum.GetValues<Reason>().Where(reason => Contains(ReasonTable.CodeOf(reason), text) || Contains(ReasonTable.Describe(reason).Title, text))];

    private static bool Contains(string? value, string text) => value?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;

    private static bool Contains(Protocol.Links.LinkId? link, string text)
    {
        if (link is not { } id) return false;
        Span<char> written = stackalloc char[LongestText];
        return id.TryFormat(written, out var length) && written[..length].Contains(text, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Contains(NetworkAddress? address, string text)
    {
        if (address is not { } known) return false;
        Span<char> written = stackalloc char[LongestText];
        return known.TryFormat(written, out var length) && written[..length].Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}
