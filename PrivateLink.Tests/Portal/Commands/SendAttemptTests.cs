using System.Net;
using System.Net.Sockets;
using PrivateLink.Portal.Commands.Send;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Portal.Demonstration;
using Xunit;

namespace PrivateLink.Tests.Portal.Commands;

public sealed class SendAttemptTests(DemonstrationFixture demonstration) : IClassFixture<DemonstrationFixture>
{
    private static readonly PlayedHeader Megacorp = PlayedHeader.Of(DemoNames.MegacorpAwsLink);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_ListedLink_IsRelayedAndShowsCertificateAndAnswer()
    {
        var outcome = await SendAsync(DemoNames.AwsListener, DemoNames.MegacorpHost, [Megacorp]);

        Assert.True(outcome.Succeeded, outcome.Text);
        Assert.StartsWith("Relayed: TLS 1.3 handshake completed, certificate CN=*.my-saas.io", outcome.Text, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 200 OK", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Message_ShowsTheEcho()
    {
        var outcome = await SendAsync(DemoNames.AwsListener, DemoNames.MegacorpHost, [Megacorp], "hello there");

        Assert.EndsWith("The upstream answered:\n  hello there", outcome.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DemoNames.MegacorpHost)]
    [InlineData(DemoNames.UnknownHost)]
    public async Task RunAsync_LinkNotListedOrHostUnknown_NamesTheSameAlert(string host)
    {
        var outcome = await SendAsync(DemoNames.AwsListener, host, [PlayedHeader.Of(DemoNames.StrangerAwsLink)]);

        Assert.Equal(new SendOutcome(false, "Denied: the engine answered with TLS alert access_denied (49)."), outcome);
    }

    [Fact]
    public async Task RunAsync_WithoutTheHeaderTheListenerWants_IsReset()
    {
        var outcome = await SendAsync(DemoNames.AwsListener, DemoNames.MegacorpHost, []);

        Assert.Equal(new SendOutcome(false, "Reset: the connection was closed without an answer."), outcome);
    }

    [Fact]
    public async Task RunAsync_SecondHeader_IsReset()
    {
        var outcome = await SendAsync(DemoNames.AwsListener, DemoNames.MegacorpHost, [Megacorp, Megacorp]);

        Assert.Equal(new SendOutcome(false, "Reset: the connection was closed without an answer."), outcome);
    }

    [Fact]
    public async Task RunAsync_HealthCheckWithoutHost_IsClosedQuietly()
    {
        var outcome = await SendAsync(DemoNames.AwsListener, host: null, [PlayedHeader.Local]);

        Assert.Equal(new SendOutcome(true, "Closed without a message, as expected for a probe."), outcome);
    }

    [Fact]
    public async Task RunAsync_NobodyListening_SaysSo()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = (IPEndPoint)port.LocalEndpoint;
        port.Stop();

        var outcome = await SendAttempt.RunAsync(new SendRequest { To = address, Headers = [Megacorp] }, Cancellation);
        Assert.False(outcome.Succeeded);
        Assert.StartsWith($"Not reached: {address}: ", outcome.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ListenerThatSaysNothing_GivesUpInTime()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var request = new SendRequest { To = silent.LocalEndpoint, Headers = [], Host = "a.example", Timeout = TimeSpan.FromMilliseconds(200) };
        Assert.Equal(new SendOutcome(false, "No answer within 0.2 seconds."), await SendAttempt.RunAsync(request, Cancellation));
    }

    [Theory]
    [InlineData("15030300020228", "Not relayed, or refused by the upstream: the answer was TLS alert handshake_failure (40).")]
    [InlineData("", "Closed: the connection ended before the TLS handshake was complete.")]
    public async Task RunAsync_AnotherAnswer_IsNamed(string answer, string expected)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var request = new SendRequest { To = server.LocalEndpoint, Headers = [], Host = "a.example" };

        var attempt = SendAttempt.RunAsync(request, Cancellation);
        using (var accepted = await server.AcceptSocketAsync(Cancellation))
        {
            await accepted.ReceiveAsync(new byte[4096], Cancellation);
            await accepted.SendAsync(Convert.FromHexString(answer), Cancellation);
        }

        Assert.Equal(new SendOutcome(false, expected), await attempt);
    }

    private Task<SendOutcome> SendAsync(string listener, string? host, IReadOnlyList<PlayedHeader> headers, string? message = null) =>
        SendAttempt.RunAsync(
            new SendRequest { To = demonstration.Listeners.Find(listener)!, Headers = headers, Host = host, Message = message }, Cancellation);
}
