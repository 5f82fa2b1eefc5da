using System.Net.Sockets;
using System.Text;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.Upgrades;
using Xunit;

namespace PrivateLink.Tests.Portal.Upgrades;

/// <summary>The variables and messages of systemd, without systemd.</summary>
public class SystemdTests
{
    [Fact]
    public void Read_OwnSockets_HaveTheirNamesInOrder() =>
        Assert.Equal([("portal", 3), ("aws", 4), ("unknown", 5)], SystemdSockets.Read("77", "3", "portal:aws", self: 77).Select(static socket => (socket.Name, socket.Descriptor)));

    [Theory]
    [InlineData(null, null)]
    [InlineData("78", "2")]
    [InlineData("77", "")]
    [InlineData("77", "-1")]
    [InlineData("", "2")]
    public void Read_OtherProcessOrNonsense_IsNothing(string? process, string? count) => Assert.Empty(SystemdSockets.Read(process, count, names: null, self: 77));

    [Fact]
    public void Tell_Lines_ArriveAsOneMessage()
    {
        var path = Path.Combine(Path.GetTempPath(), $"privatelink-{Guid.NewGuid():N}.notify");
        using var systemd = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        systemd.Bind(new UnixDomainSocketEndPoint(path));

        new NotifySocket(path, watchdog: null).Tell("READY=1", "STATUS=well");

        var bytes = new byte[100];
        systemd.ReceiveTimeout = 10_000;
        Assert.Equal("READY=1\nSTATUS=well", Encoding.UTF8.GetString(bytes, 0, systemd.Receive(bytes)));
        File.Delete(path);
    }

    [Fact]
    public void Tell_NobodyListens_IsIgnored()
    {
        new NotifySocket("/nonexistent/notify", watchdog: null).Tell("READY=1");
        new NotifySocket(path: null, watchdog: null).Tell("READY=1");
    }

    [Theory]
    [InlineData("30000000", 15)]
    [InlineData("0", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void WatchdogEvery_IsHalfOfTheDeadline(string? microseconds, int? seconds) =>
        Assert.Equal(seconds, (int?)new NotifySocket("/run/notify", microseconds).WatchdogEvery?.TotalSeconds);
}
