using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Marks;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>A line of a list of connections, newest first: a connection, or a mark between two.</summary>
/// <param name="Index">Its place for screen readers, where only a part of the list is drawn; the heading is the first.</param>
public sealed record LogLine(ConnectionView? Entry, TimeMark? Mark, int? Index)
{
    /// <summary>The same for the same line, however often the list is put together.</summary>
    public object Key => (object?)Mark?.Key ?? Entry!.Sequence;

    /// <summary>Rows with the marks of their time between them: what happened before the oldest row is beyond the list.</summary>
    /// <param name="rows">Newest first.</param>
    /// <param name="marks">Newest first.</param>
    /// <param name="counts">Whether each line is to know its place.</param>
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
