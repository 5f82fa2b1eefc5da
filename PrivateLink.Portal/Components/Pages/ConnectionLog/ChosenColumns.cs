using PrivateLink.Portal.Components.Layout;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// The columns of a view: the ones in its address, otherwise the ones that the person prefers.
/// A choice belongs to the view: its link shows the same columns to every reader. It changes no one's preference.
/// </summary>
public sealed class ChosenColumns(ViewerPreferences preferences)
{
    private IReadOnlySet<string>? _ofView;

    /// <summary>The names of the hidden columns. A change replaces the set.</summary>
    public IReadOnlySet<string> Hidden => _ofView ?? preferences.HiddenColumns;

    /// <summary>For the address of the page: null if the view has the columns that the person prefers.</summary>
    public string? Written => Text == ColumnQuery.Text(preferences.HiddenColumns) ? null : Text;

    /// <summary>For a saved view, whose readers may prefer other columns.</summary>
    public string Text => ColumnQuery.Text(Hidden);

    /// <summary>Reads the columns from an address.</summary>
    public void Read(string? text) => _ofView = ColumnQuery.Read(text);

    /// <param name="hidden">Null for the columns that the person prefers.</param>
    public void Choose(IReadOnlySet<string>? hidden) => _ofView = hidden;
}
