using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Empties;

/// <summary>The search for one value of a filter among names and links. It must not allocate for each name, because there may be a million.</summary>
internal sealed class EmptySearch(FilterCondition condition, string value)
{
    private const int MostNear = 3;

    private readonly string _lower = value.ToLowerInvariant();

    public FilterCondition Condition => condition;

    public string Value => value;

    /// <summary>Whether it is a host, which the policy finds without a search.</summary>
    public bool IsHost { get; } = condition.Field == FilterField.Host || condition.Field == FilterField.ServerName;

    public bool IsLink { get; } = condition.Field == FilterField.Link;

    public bool IsText { get; } = condition.Field == FilterField.AnyText;

    public bool IsFound { get; set; }

    /// <summary>Names with similar spelling.</summary>
    public List<string> Near { get; } = [];

    /// <param name="name">The name of a host or a tenant, in lower case.</param>
    /// <param name="shown">The name that the page shows.</param>
    public void LookAtName(string name, string shown)
    {
        if (IsFound || IsLink) return;
        if (IsText && name.Contains(value, StringComparison.OrdinalIgnoreCase)) IsFound = true;
        else if (SimilarNames.IsNear(name, _lower)) Keep(shown);
    }

    public void LookAtLink(ReadOnlySpan<char> link)
    {
        if (IsFound || IsHost) return;
        if (IsText ? link.Contains(value, StringComparison.OrdinalIgnoreCase) : link.SequenceEqual(value) || link.SequenceEqual(_lower)) IsFound = true;
        else if (SimilarNames.IsSimilar(link, _lower)) Keep(link);
    }

    private void Keep(ReadOnlySpan<char> near)
    {
        if (Near.Count < MostNear && !Near.Contains(near.ToString())) Near.Add(near.ToString());
    }
}
