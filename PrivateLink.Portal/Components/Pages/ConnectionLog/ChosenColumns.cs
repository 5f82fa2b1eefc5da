using PrivateLink.Portal.Components.Layout;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// The columns of a view: those that its address names, otherwise those that the person prefers.
/// A choice belongs to the view, so that its link shows the same to everybody, and changes nobody's preference.
/// </summary>
public sealed class ChosenColumns(ViewerPreferences preferences)
{
    private IReadOnlySet<string>? _ofView;

    /// <summary>The names of columns that are not shown. Another set when they change.</summary>
    public IReadOnlySet<string> Hidden => _ofView ?? preferences.HiddenColumns;

    /// <summary>For the address of the page: null where the view has the columns that the person prefers.</summary>
    public string? Written => Text == ColumnQuery.Text(preferences.HiddenColumns) ? null : Text;

    /// <summary>For a view that is kept, whose readers prefer others.</summary>
    public string Text => ColumnQuery.Text(Hidden);

    /// <summary>Takes what an address says.</summary>
    public void Read(string? text) => _ofView = ColumnQuery.Read(text);

    /// <param name="hidden">Null for the columns that the person prefers.</param>
    public void Choose(IReadOnlySet<string>? hidden) => _ofView = hidden;
}
