using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Grouping;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>How connections are grouped, as part of an address: <c>group=host,link,reason&amp;sort=last</c>.</summary>
internal static class GroupQuery
{
    public const string By = "group";
    public const string Sort = "sort";

    private const string ByLast = "last";

    /// <summary>The possible groupings, in the order of the columns.</summary>
    public static IReadOnlyList<GroupBy> Choices { get; } = [GroupBy.Reason, GroupBy.Host, GroupBy.Link];

    private static readonly GroupBy[] Written = [GroupBy.Host, GroupBy.Link, GroupBy.Reason];

    public static string TitleOf(GroupBy by) => by switch { GroupBy.Host => "Host", GroupBy.Link => "Link ID", _ => "Reason" };

    public static string NameOf(GroupBy by) => by.ToString().ToLowerInvariant();

    /// <summary>Ignores unknown names.</summary>
    public static GroupBy Read(string? text)
    {
        var names = (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        return Written.Where(by => names.Contains(NameOf(by), StringComparer.OrdinalIgnoreCase)).Aggregate(GroupBy.None, (all, one) => all | one);
    }

    public static GroupOrder ReadOrder(string? text) => text == ByLast ? GroupOrder.Last : GroupOrder.Count;

    /// <summary>An address with the grouping added; the same address if nothing is grouped.</summary>
    public static string Add(string address, GroupBy by, GroupOrder order) => by == GroupBy.None ? address : ConnectionQuery.With(address, Text(by, order));

    private static string Text(GroupBy by, GroupOrder order) =>
        $"{By}={string.Join(',', Written.Where(one => by.HasFlag(one)).Select(NameOf))}{(order == GroupOrder.Last ? $"&{Sort}={ByLast}" : "")}";
}
