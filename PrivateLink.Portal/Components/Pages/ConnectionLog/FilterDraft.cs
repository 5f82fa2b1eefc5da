using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// A filter while a person edits it. The browser owns the text until the person enters it. Then the text becomes chips,
/// or it gets an explanation and does not filter.
/// </summary>
public sealed class FilterDraft
{
    /// <summary>The conditions that apply. Each one is a chip.</summary>
    public ConnectionFilter Filter { get; private set; } = ConnectionFilter.Everything;

    /// <summary>The entered text that is not a valid filter, for the person to correct.</summary>
    public string Faulty { get; private set; } = "";

    public FilterError? Error { get; private set; }

    /// <summary>Tenant IDs by name, for people who may filter by tenant.</summary>
    public IReadOnlyDictionary<string, Guid>? Tenants { get; set; }

    /// <summary>Turns a text into chips.</summary>
    /// <returns>Whether the text is valid.</returns>
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

    /// <summary>Reads the text of a URL: chips if it is a valid filter, otherwise text to correct.</summary>
    public void Load(string? text)
    {
        Filter = ConnectionFilter.Everything;
        Enter(text ?? "");
    }
}
