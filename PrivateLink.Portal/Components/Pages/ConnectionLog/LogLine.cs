using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Marks;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>A line in a list of connections, newest first: a connection, or a mark between two connections.</summary>
/// <param name="Index">The position for screen readers if only a part of the list is drawn. The heading is the first.</param>
public sealed record LogLine(ConnectionView? Entry, TimeMark? Mark, int? Index)
{
    /// <summary>The same key for the same line, each time the list is built.</summary>
    public object Key => (object?)Mark?.Key ?? Entry!.Sequence;

    /// <summary>Rows with the marks of their time between them. Marks before the oldest row are left out.</summary>
    /// <param name="rows">Newest first.</param>
    /// <param name="marks">Newest first.</param>
    /// <param name="counts">Whether each line gets its position.</param>
    public static List<LogLine> Of(IReadOnlyList<ConnectionView> rows, IReadOnlyList<TimeMark> marks, bool counts)
    {
        var lines = new List<LogLine>(rows.Count + marks.Count);
        var next = 0;
        foreach (var row in rows)
        {
            for (; next < marks.Count && marks[next].Time >= row.Time; next++) lines.Add(new(null, marks[next], IndexOf(lines, counts)));
            lines.Add(new(row, null, IndexOf(lines, counts)));
        }

        return lines;
    }

    private static int? IndexOf(List<LogLine> lines, bool counts) => counts ? lines.Count + 2 : null;
}
