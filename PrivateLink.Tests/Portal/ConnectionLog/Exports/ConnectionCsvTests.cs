using PrivateLink.Engine.Policy;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Exports;

public class ConnectionCsvTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")", "\"'=HYPERLINK(\"\"https://evil.example\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("plain.example", "plain.example")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData(null, "")]
    public void Cell_StrangersText_IsNeverAFormulaAndAlwaysOneCell(string? value, string cell) => Assert.Equal(cell, ConnectionCsv.Cell(value));

    [Fact]
    public void LineOf_AnyConnection_HasACellForEachColumn()
    {
        var decision = Decisions.Denied(Reason.NameInvalid) with { ServerName = "=1+1" };

        var cells = ConnectionCsv.LineOf(Decisions.Entry(decision, Decisions.Closed(decision))).Split(',');

        Assert.Equal(ConnectionCsv.Head.Split(',').Length, cells.Length);
        Assert.Equal("'=1+1", cells[6]);
    }
}
