using System.Text.Json;
using PrivateLink.Portal.ConnectionLog.Exports;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Exports;

public class ConnectionJsonTests
{
    [Fact]
    public void Of_Connection_WritesCodesAndLargeNumbersAsText()
    {
        var decision = Decisions.Denied() with { LinkId = LinkId.Gcp(18446744072646845442) };

        using var json = JsonDocument.Parse(ConnectionJson.Of(Decisions.View(decision, Decisions.Closed(decision))));

        Assert.Equal("denied", json.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("link_mismatch", json.RootElement.GetProperty("reason").GetString());
        Assert.Equal("18446744072646845442", json.RootElement.GetProperty("linkId").GetString());
        Assert.Equal("2026-05-04T12:00:00.000Z", json.RootElement.GetProperty("time").GetString());
        Assert.Equal(600, json.RootElement.GetProperty("closed").GetProperty("bytesFromClient").GetInt64());
    }

    [Fact]
    public void Of_StrangersText_CannotLeaveItsString()
    {
        var text = ConnectionJson.Of(Decisions.View(Decisions.Denied() with { ServerName = "</script>\"\u202E" }));

        Assert.DoesNotContain("</script>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", text, StringComparison.Ordinal);
    }
}
