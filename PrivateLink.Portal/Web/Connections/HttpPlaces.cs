using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using PrivateLink.Engine.Listening;

namespace PrivateLink.Portal.Web.Connections;

/// <summary>
/// Limits the number of HTTP connections, and chooses which one to close for a new one. Strangers must not use up the descriptors that the engine and
/// the database need, nor block other clients. The least important connection is closed (<see cref="HttpUse"/>): of the address with the most
/// connections, the one that has waited longest. So a health check always gets a connection. Thread-safe.
/// </summary>
internal sealed partial class HttpPlaces(HostSockets sockets, TimeProvider time, ILogger<HttpPlaces> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LineEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HashSet<HttpPlace> _places = [];
    private long? _written;
    private int _gaveWay;

    /// <summary>Admits a connection; null when no other connection can be closed for it.</summary>
    public async ValueTask<HttpPlace?> EnterAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        var place = new HttpPlace(connection, AddressGroup.Of(ClientAddress.Of(connection.RemoteEndPoint)) ?? "unknown", time.GetTimestamp());
        while (!TryAdd(place, out var leaving))
        {
            if (leaving is null || cancellationToken.IsCancellationRequested) return null;
            leaving.GiveWay();
            TellThatOneGaveWay();

            // This must not throw, or Kestrel would stop accepting connections.
            await leaving.Left.WaitAsync(Patience, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        connection.Features.Set(place);
        return place;
    }

    public void Leave(HttpPlace place)
    {
        lock (_lock)
            if (_places.Remove(place)) sockets.Closed();
        place.Leave();
    }

    /// <summary>Closes the connections without a request, so that their clients connect to the process that has the port now.</summary>
    public void CloseIdle()
    {
        HttpPlace[] idle;
        lock (_lock) idle = [.. _places.Where(static place => place is { Stays: false, Use: HttpUse.Idle })];
        foreach (var place in idle) place.Close("The connection was closed because another process has the port now.");
    }

    /// <summary>Waits until every open page has closed its connection, for a bounded time.</summary>
    /// <returns>How many have not.</returns>
    public async Task<int> PagesLeaveAsync(TimeSpan within)
    {
        HttpPlace[] pages;
        lock (_lock) pages = [.. _places.Where(static place => place.Use == HttpUse.Page)];
        await Task.WhenAll(pages.Select(static page => page.Left)).WaitAsync(within, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return pages.Count(static page => !page.Left.IsCompleted);
    }

    /// <summary>Must run first, because a connection is in use while its request is answered.</summary>
    public async Task HoldAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<HttpPlace>() is not { } place)
        {
            await next(http);
            return;
        }

        place.Begin(time.GetTimestamp());
        try
        {
            await next(http);
        }
        finally
        {
            place.End(time.GetTimestamp());
        }
    }

    /// <summary>The request in progress comes from a person who has signed in.</summary>
    public static void SignedIn(HttpContext http) =>
        http.Features.Get<HttpPlace>()?.Become(http.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true ? HttpUse.Page : HttpUse.Person);

    private bool TryAdd(HttpPlace place, out HttpPlace? leaving)
    {
        leaving = null;
        lock (_lock)
        {
            if (_places.Count >= sockets.Most)
            {
                leaving = _places.Where(static other => !other.Stays).GroupBy(static other => other.Use).MinBy(static use => use.Key)?
                    .GroupBy(static other => other.Who).MaxBy(static address => address.Count())?
                    .MinBy(static other => other.Since);
                return false;
            }

            _places.Add(place);
            sockets.Opened();
            return true;
        }
    }

    private void TellThatOneGaveWay()
    {
        int count;
        lock (_lock)
        {
            _gaveWay++;
            if (_written is { } written && time.GetElapsedTime(written) < LineEvery) return;
            (count, _gaveWay, _written) = (_gaveWay, 0, time.GetTimestamp());
        }

        LogFull(sockets.Most, count);
    }

    [LoggerMessage(2322, LogLevel.Warning, "The limit of {Most} HTTP connections is reached: {Count} were closed for newer ones since the last such message")]
    private partial void LogFull(int most, int count);
}
