using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// A filter while somebody works on it. What is being typed belongs to the browser until it is entered; then it becomes chips, or is explained and
/// counts nothing.
/// </summary>
public sealed class FilterDraft
{
    /// <summary>The conditions that count: each is a chip.</summary>
    public ConnectionFilter Filter { get; private set; } = ConnectionFilter.Everything;

    /// <summary>What was entered and makes no sense: to be mended.</summary>
    public string Faulty { get; private set; } = "";

    public FilterError? Error { get; private set; }

    /// <summary>Tenants by name, for those who may name them.</summary>
    public IReadOnlyDictionary<string, Guid>? Tenants { get; set; }

    /// <summary>Makes chips of a text.</summary>
    /// <returns>Whether it makes sense.</returns>
    public bool Enter(string text)
    {
        var parse = FilterParser.Parse(text, Tenants);
        (Faulty, Error) = parse.Filter is null ? (text, parse.Error) : ("", null);
        if (parse.Filter is not { } entered) return false;
        if (!entered.IsEverything) Filter = new([.. Filter.Conditions, .. entered.Conditions]);
        return true;
    }

    /// <summary>Changes the chips.</summary>
    public void Change(Func<ConnectionFilter, ConnectionFilter> change) => Filter = change(Filter);

    /// <summary>Takes the text of a URL: chips if it is a filter, else text to mend.</summary>
    public void Load(string? text)
    {
        Filter = ConnectionFilter.Everything;
        Enter(text ?? "");
    }
}
