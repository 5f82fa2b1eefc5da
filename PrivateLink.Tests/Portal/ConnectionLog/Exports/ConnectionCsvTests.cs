using System.Text;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Exports;

public class ConnectionCsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")", "\"'=HYPERLINK(\"\"https://evil.example\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("plain.example", "\"plain.example\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("x;=1+1", "\"x;'=1+1\"")]
    [InlineData("x,\t＝1;-y", "\"x,'\t'＝1;'-y\"")]
    [InlineData("a-b=c", "\"a-b=c\"")]
    [InlineData(null, "")]
    public void Cell_StrangersText_IsNeverAFormulaAndAlwaysOneCell(string? value, string cell) => Assert.Equal(cell, ConnectionCsv.Cell(value));

    /// <summary>
    /// Spreadsheets split at the separators in their settings. Some accept several at once, and some accept quotes only at the start of a cell.
    /// </summary>
    [Theory]
    [InlineData(",")]
    [InlineData(";")]
    [InlineData(",;\t")]
    public void LineOf_StrangersText_IsNoFormulaWhateverSeparates(string separators)
    {
        var decision = Decisions.Denied(Reason.NameInvalid) with { ServerName = "x;=1+1;\"\";=2\",=3\t=4", Detail = "y;+5" };
        var line = ConnectionCsv.LineOf(Decisions.View(decision, Decisions.Closed(decision)));

        Assert.DoesNotContain(Split(line, separators), cell => cell.Length > 0 && "=+-@\t\r\n".Contains(cell[0], StringComparison.Ordinal));
    }

    [Fact]
    public void LineOf_WhereCommaAndSemicolonSeparate_KeepsTheTextInOneCell()
    {
        var decision = Decisions.Denied(Reason.NameInvalid) with { ServerName = "x;=1+1" };

        var cells = Split(ConnectionCsv.LineOf(Decisions.View(decision, Decisions.Closed(decision))), ",;");

        Assert.Equal(ConnectionCsv.Head.Split(',').Length, cells.Count);
        Assert.Equal("x;'=1+1", cells[6]);
    }

    [Fact]
    public void LineOf_AnyConnection_HasACellForEachColumn()
    {
        var decision = Decisions.Denied(Reason.NameInvalid) with { ServerName = "=1+1" };

        var cells = ConnectionCsv.LineOf(Decisions.View(decision, Decisions.Closed(decision))).Split(',');

        Assert.Equal(ConnectionCsv.Head.Split(',').Length, cells.Length);
        Assert.Equal("\"'=1+1\"", cells[6]);
    }

    /// <summary>Splits as spreadsheets do: quotes count only at the start of a cell, and text after the closing quote is taken literally.</summary>
    private static List<string> Split(string line, string separators)
    {
        var cells = new List<string>();
        for (var at = 0; at <= line.Length; at++)
        {
            var cell = new StringBuilder();
            if (at < line.Length && line[at] == '"')
                for (at++; at < line.Length; at++)
                    if (line[at] != '"') cell.Append(line[at]);
                    else if (at + 1 < line.Length && line[at + 1] == '"') cell.Append(line[at++]);
                    else
                    {
                        at++;
                        break;
                    }

            for (; at < line.Length && !separators.Contains(line[at], StringComparison.Ordinal); at++) cell.Append(line[at]);
            cells.Add(cell.ToString());
        }

        return cells;
    }
}
