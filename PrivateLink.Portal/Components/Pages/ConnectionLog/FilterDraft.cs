using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// A filter while somebody works on it: chips that are there, and what is being typed. What is typed counts at once as long as it
/// makes sense; what does not is explained and counts nothing.
/// </summary>
public sealed class FilterDraft
{
    private ConnectionFilter? _typed = ConnectionFilter.Everything;

    /// <summary>The conditions that are chips.</summary>
    public ConnectionFilter Chips { get; private set; } = ConnectionFilter.Everything;

    public string Typed { get; private set; } = "";

    public FilterError? Error { get; private set; }

    /// <summary>Tenants by name, for those who may name them.</summary>
    public IReadOnlyDictionary<string, Guid>? Tenants { get; set; }

    /// <summary>Chips and what is typed together.</summary>
    public ConnectionFilter Whole => _typed is { Conditions.Count: > 0 } typed ? new([.. Chips.Conditions, .. typed.Conditions]) : Chips;

    /// <summary>The whole as text, faulty parts included.</summary>
    public string Text => Error is null ? Whole.Text : string.Join(' ', new[] { Chips.Text, Typed }.Where(part => part.Length > 0));

    public void Type(string? text)
    {
        Typed = text ?? "";
        var parse = FilterParser.Parse(Typed, Tenants);
        (_typed, Error) = (parse.Filter, parse.Error);
    }

    /// <summary>Makes chips of what is typed.</summary>
    /// <returns>Whether it makes sense.</returns>
    public bool Accept()
    {
        if (_typed is null) return false;
        Chips = Whole;
        Type("");
        return true;
    }

    /// <summary>Changes the chips; what is typed becomes one of them first, if it makes sense.</summary>
    public void Change(Func<ConnectionFilter, ConnectionFilter> change)
    {
        Accept();
        Chips = change(Chips);
    }

    /// <summary>Takes the text of a URL: chips if it is a filter, else text to mend.</summary>
    public void Load(string? text)
    {
        var parse = FilterParser.Parse(text, Tenants);
        Chips = parse.Filter ?? ConnectionFilter.Everything;
        Type(parse.Filter is null ? text : "");
    }
}
