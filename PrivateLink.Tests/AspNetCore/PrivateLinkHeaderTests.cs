using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.AspNetCore;
using PrivateLink.Tests.Support;
using Xunit;
using static PrivateLink.Tests.Support.ProxyHeaderBytes;

namespace PrivateLink.Tests.AspNetCore;

/// <summary>A port of Kestrel that requires the header, observed at the socket.</summary>
public class PrivateLinkHeaderTests
{
    private static readonly byte[] Header = Sealed(IPv4(AuthorityTlv(TestPolicy.Host), AwsTlv("vpce-08d2bf15fac5001c9"), EmptyChecksum));

    [Fact]
    public async Task Connect_SoundHeader_RequestSeesTheOriginalConnection()
    {
        await using var backend = await StartAsync(Trusting("127.0.0.1"), app => app.Run(context =>
        {
            var link = context.Features.Get<IPrivateLinkFeature>()!;
            return context.Response.WriteAsync(
                $"{link.AuthorisedHost} {link.LinkId} {link.Source} {link.Destination} {link.Peer.ToString()!.Split(':')[0]} "
                + $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort} {context.Connection.LocalIpAddress}:{context.Connection.LocalPort}");
        }));

        var answer = await AskAsync(backend, Header);

        Assert.EndsWith(
            "megacorp.my-saas.io vpce-08d2bf15fac5001c9 192.0.2.1:1000 198.51.100.2:443 127.0.0.1 192.0.2.1:1000 198.51.100.2:443\r\n0\r\n\r\n",
            answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_TwoRequestsOnOneConnection_BothSeeTheFeature()
    {
        await using var backend = await StartAsync(Trusting("127.0.0.1"), app => app.Run(context =>
            context.Response.WriteAsync(context.Features.Get<IPrivateLinkFeature>()!.AuthorisedHost!)));

        var answer = await AskAsync(backend, [.. Header, .. "GET / HTTP/1.1\r\nHost: megacorp.my-saas.io\r\n\r\n"u8]);

        Assert.Equal(2, answer.Split(TestPolicy.Host).Length - 1);
    }

    [Fact]
    public async Task Connect_PeerIsNotTrusted_IsResetAlthoughTheHeaderIsSound()
    {
        await using var backend = await StartAsync(Trusting("192.0.2.0/24"), Unreachable);

        using var client = await WireEnd.ConnectAsync(backend.Address);
        await client.SendAsync(Header);

        Assert.Equal("RST", await client.EndingAsync());
        await RefusedAsync(backend, HeaderProblem.Untrusted);
    }

    [Fact]
    public async Task Connect_NoHeader_IsResetBeforeHttpAnswers()
    {
        await using var backend = await StartAsync(Trusting("127.0.0.1"), Unreachable);

        using var client = await WireEnd.ConnectAsync(backend.Address);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: megacorp.my-saas.io\r\n\r\n"u8.ToArray());

        Assert.Equal("RST", await client.EndingAsync());
        await RefusedAsync(backend, HeaderProblem.Missing);
    }

    [Fact]
    public async Task Connect_WrongChecksum_IsReset()
    {
        await using var backend = await StartAsync(Trusting("127.0.0.1"), Unreachable);

        using var client = await WireEnd.ConnectAsync(backend.Address);
        await client.SendAsync([.. Header[..^1], (byte)(Header[^1] + 1)]);

        Assert.Equal("RST", await client.EndingAsync());
        await RefusedAsync(backend, HeaderProblem.Malformed);
    }

    [Fact]
    public async Task Connect_HeaderStopsHalfWay_IsResetAtTheDeadline()
    {
        await using var backend = await StartAsync(
            options =>
            {
                options.TrustedSources.Add("127.0.0.1");
                options.Timeout = TimeSpan.FromMilliseconds(200);
            },
            Unreachable);

        using var client = await WireEnd.ConnectAsync(backend.Address);
        await client.SendAsync(Header[..20]);

        Assert.Equal("RST", await client.EndingAsync());
        await RefusedAsync(backend, HeaderProblem.Late);
    }

    [Fact]
    public async Task Connect_OnlyAndGone_IsNotWorthALine()
    {
        await using var backend = await StartAsync(Trusting("127.0.0.1"), Unreachable);

        using var check = await WireEnd.ConnectAsync(backend.Address);
        check.Finish();

        Assert.Equal("FIN", await check.EndingAsync());
        Assert.DoesNotContain(Lines(backend), line => line.Level > LogLevel.Debug);
    }

    [Fact]
    public async Task Settings_FromTheServices_AreUsed()
    {
        await using var backend = await KestrelBackend.StartAsync(
            port => port.UsePrivateLinkHeader(),
            app => app.Run(context => context.Response.WriteAsync(context.Features.Get<IPrivateLinkFeature>()!.AuthorisedHost!)),
            services => services.Configure<PrivateLinkHeaderOptions>(options => options.TrustedSources.Add("127.0.0.0/8")));

        Assert.Contains(TestPolicy.Host, await AskAsync(backend, Header), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_Wrong_StopTheStartAndNameAllProblems()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            options =>
            {
                options.TrustedSources.Add("10.0.0.0/40");
                options.Timeout = TimeSpan.Zero;
            },
            Unreachable));
        Assert.Equal(["TrustedSources", "Timeout"], error.Failures.Select(failure => failure.Split(':')[0]));
    }

    [Fact]
    public async Task Settings_NobodyTrusted_StopTheStart() =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => KestrelBackend.StartAsync(port => port.UsePrivateLinkHeader(), Unreachable));

    [Theory]
    [InlineData("a connection without the header", false)]
    [InlineData("a header without a name", true)]
    public async Task HostCheck_NobodyAuthorised_Is421(string because, bool withHeader)
    {
        await using var backend = await KestrelBackend.StartAsync(
            port =>
            {
                if (withHeader) port.UsePrivateLinkHeader(Trusting("127.0.0.1"));
            },
            app =>
            {
                app.UsePrivateLinkHostCheck();
                Unreachable(app);
            });

        var answer = await AskAsync(backend, withHeader ? Of(Local, Unspecified, []) : []);

        Assert.True(answer.StartsWith("HTTP/1.1 421 ", StringComparison.Ordinal), $"{because}: {answer}");
    }

    private static Action<PrivateLinkHeaderOptions> Trusting(string source) => options => options.TrustedSources.Add(source);

    private static void Unreachable(WebApplication app) => app.Run(context => throw new InvalidOperationException("A request came through."));

    private static Task<KestrelBackend> StartAsync(Action<PrivateLinkHeaderOptions> header, Action<WebApplication> serve) =>
        KestrelBackend.StartAsync((ListenOptions port) => port.UsePrivateLinkHeader(header), serve);

    /// <summary>Sends the bytes and then one last request, and returns the whole answer.</summary>
    private static async Task<string> AskAsync(KestrelBackend backend, byte[] before)
    {
        using var client = await WireEnd.ConnectAsync(backend.Address);
        await client.SendAsync([.. before, .. "GET / HTTP/1.1\r\nHost: megacorp.my-saas.io\r\nConnection: close\r\n\r\n"u8]);
        var ending = await client.EndingAsync();
        Assert.EndsWith(" FIN", ending, StringComparison.Ordinal);
        return Encoding.Latin1.GetString(Hex.Bytes(ending[..^4]));
    }

    private static Task RefusedAsync(KestrelBackend backend, HeaderProblem problem) =>
        Eventually.TrueAsync(() => Lines(backend).Any(line => line.Message.EndsWith($": {problem}.", StringComparison.Ordinal)));

    private static IEnumerable<Microsoft.Extensions.Logging.Testing.FakeLogRecord> Lines(KestrelBackend backend) =>
        backend.Log.GetSnapshot().Where(line => line.Category!.StartsWith("PrivateLink.", StringComparison.Ordinal));
}
