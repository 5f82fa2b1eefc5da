using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class ConnectionQueryTests
{
    [Fact]
    public void Write_Filter_ReadsBackTheSame()
    {
        var filter = new ConnectionFilter { Verdicts = [Verdict.Denied, Verdict.None], Text = "not listed" };

        var query = ConnectionQuery.Write(filter);
        var read = ConnectionQuery.Read(query["verdict"] as string, query["q"] as string);

        Assert.Equal("denied,probe", query["verdict"]);
        Assert.Equal(filter.Verdicts, read.Verdicts);
        Assert.Equal(filter.Text, read.Text);
    }

    [Fact]
    public void Write_Everything_LeavesTheUrlClean() =>
        Assert.All(ConnectionQuery.Write(ConnectionFilter.Everything).Values, Assert.Null);

    [Fact]
    public void Read_UnknownVerdict_IsIgnored() => Assert.Equal([Verdict.Denied], ConnectionQuery.Read("denied,shrugged", null).Verdicts);

    [Fact]
    public void Toggle_Verdict_GoesInAndOut()
    {
        var one = ConnectionQuery.Toggle(ConnectionFilter.Everything, Verdict.Denied);

        Assert.Equal([Verdict.Denied], one.Verdicts);
        Assert.Empty(ConnectionQuery.Toggle(one, Verdict.Denied).Verdicts);
    }
}
