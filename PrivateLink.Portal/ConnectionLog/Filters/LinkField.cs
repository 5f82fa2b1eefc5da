using System.Linq.Expressions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>The link ID of any cloud: as typed, in lower case as AWS writes it, or as a pattern.</summary>
internal sealed class LinkField() : FilterField("link", [ConnectionColumns.LinkId], "vpce-0a1b2c3d4e5f60718", "a link ID such as vpce-0a1b2c3d4e5f60718 or 553665985, with * for any characters")
{
    private const int LongestText = 256;

    internal override bool Accepts(string value, FilterRelation relation) => true;

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        LinkId[] exact = [.. values.Where(value => !Glob.HasWildcard(value)).SelectMany(LinksOf).Distinct()];
        string[] patterns = [.. values.Where(Glob.HasWildcard)];
        var isAny = values.Any(IsAny);
        return entry =>
        {
            // The existence of a hidden link ID is not secret; its value is.
            if (entry.LinkId is not { } link) return entry.HiddenLink is not null && isAny;
            return Array.IndexOf(exact, link) >= 0 || (patterns.Length > 0 && MatchesAny(link, patterns));
        };
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        string?[] exact = [.. values.Where(value => !Glob.HasWildcard(value)).SelectMany(value => new[] { value, value.ToLowerInvariant() }).Distinct()];
        if (values.Any(IsAny)) return record => record.LinkId != null;
        var tests = values.Where(Glob.HasWildcard).Select(TestOf).ToList();
        if (exact.Length > 0) tests.Add(record => exact.Contains(record.LinkId));
        var test = RecordExpression.AnyOf(tests);
        return sight.SeesEverything ? test : RecordExpression.AllOf([sight.Askable(), test]);
    }

    private static Expression<Func<ConnectionRecord, bool>> TestOf(string pattern) => RecordExpression.IsLike(record => record.LinkId, Glob.ToLike(pattern.ToLowerInvariant()));

    private static bool IsAny(string pattern) => pattern == "*";

    private static bool MatchesAny(LinkId link, string[] patterns)
    {
        Span<char> text = stackalloc char[LongestText];
        if (!link.TryFormat(text, out var length)) return false;
        foreach (var pattern in patterns)
            if (Glob.Matches(text[..length], pattern)) return true;
        return false;
    }

    private static IEnumerable<LinkId> LinksOf(string text)
    {
        foreach (var cloud in Enum.GetValues<CloudProvider>())
            foreach (var form in new[] { text, text.ToLowerInvariant() })
                if (LinkId.TryParse(cloud, form, out var link)) yield return link;
    }
}
