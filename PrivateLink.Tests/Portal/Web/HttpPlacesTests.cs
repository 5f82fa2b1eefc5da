using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Web.Connections;
using Xunit;

namespace PrivateLink.Tests.Portal.Web;

/// <summary>Unauthenticated clients cannot take all HTTP connections, whatever they send.</summary>
public class HttpPlacesTests
{
    private readonly HostSockets _sockets = new(most: 3);
    private readonly HttpPlaces _places;

    public HttpPlacesTests() => _places = new(_sockets, TimeProvider.System, NullLogger<HttpPlaces>.Instance);

    [Fact]
    public async Task Enter_AllTaken_TheAddressWithMostOfThemGivesWayWithItsOldest()
    {
        var (quiet, first, second) = (await EnterAsync("10.0.0.1"), await EnterAsync("10.0.0.2"), await EnterAsync("10.0.0.2"));

        var newcomer = await EnterAsync("10.0.0.3");

        Assert.Equal([false, true, false, false], [IsClosed(quiet), IsClosed(first), IsClosed(second), IsClosed(newcomer)]);
        Assert.Equal(3, _sockets.Open);
    }

    [Fact]
    public async Task Enter_RequestsUnderWay_TheLeastImportantGivesWay()
    {
        var person = await EnterAsync("10.0.0.1");
        var stranger = await EnterAsync("10.0.0.1");
        var idle = await EnterAsync("10.0.0.2");
        await using var asked = Ask(person, HttpUse.Person);
        await using var typed = Ask(stranger, HttpUse.Stranger);

        var health = await EnterAsync("10.0.0.3");
        Assert.Equal([false, false, true], [IsClosed(person), IsClosed(stranger), IsClosed(idle)]);

        await using var checking = Ask(health, HttpUse.Stranger);
        _ = await EnterAsync("10.0.0.3");
        Assert.Equal([false, true, false], [IsClosed(person), IsClosed(stranger), IsClosed(health)]);
    }

    [Fact]
    public async Task Enter_OnlyOpenPages_NobodyGivesWay()
    {
        List<Request> pages = [];
        for (var page = 0; page < 3; page++) pages.Add(Ask(await EnterAsync("10.0.0.1"), HttpUse.Page));

        var newcomer = new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse("10.0.0.2"), 1) };
        Assert.Null(await _places.EnterAsync(newcomer, TestContext.Current.CancellationToken));
        Assert.Equal(3, _sockets.Open);

        await pages[1].DisposeAsync();
        Assert.NotNull(await _places.EnterAsync(newcomer, TestContext.Current.CancellationToken));
        foreach (var page in pages) await page.DisposeAsync();
    }

    private static bool IsClosed(ConnectionContext connection) => connection.ConnectionClosed.IsCancellationRequested;

    private async Task<ConnectionContext> EnterAsync(string address)
    {
        var connection = new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 1) };
        var place = await _places.EnterAsync(connection, TestContext.Current.CancellationToken);
        Assert.NotNull(place);
        connection.ConnectionClosed.Register(() => _places.Leave(place));
        return connection;
    }

    /// <summary>A request on a connection. Disposing the result completes the request.</summary>
    private Request Ask(ConnectionContext connection, HttpUse use)
    {
        var answered = new TaskCompletionSource();
        var http = new DefaultHttpContext(new FeatureCollection(connection.Features));
        return new(answered, _places.HoldAsync(http, _ =>
        {
            http.Features.Get<HttpPlace>()!.Become(use);
            return answered.Task;
        }));
    }

    private sealed class Request(TaskCompletionSource answered, Task work) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            answered.TrySetResult();
            await work;
        }
    }
}
