using Microsoft.AspNetCore.Connections;

namespace PrivateLink.Portal.Web.Connections;

/// <summary>One HTTP connection out of the limited number. Thread-safe.</summary>
/// <param name="connection">The connection.</param>
/// <param name="who">The address of the client, or its network.</param>
/// <param name="since">When it arrived, as a timestamp.</param>
internal sealed class HttpPlace(ConnectionContext connection, string who, long since)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _requests;
    private HttpUse _use;
    private bool _givesWay;

    public string Who => who;

    /// <summary>When its use last changed, as a timestamp.</summary>
    public long Since { get; private set; } = since;

    /// <summary>The most important use among the requests in progress.</summary>
    public HttpUse Use
    {
        get
        {
            lock (_lock) return _use;
        }
    }

    /// <summary>Whether it cannot be closed for a new connection, because it is already closing or is an open page.</summary>
    public bool Stays => _givesWay || Use == HttpUse.Page;

    /// <summary>Completes when the connection is closed.</summary>
    public Task Left => _left.Task;

    public void Begin(long now)
    {
        lock (_lock)
        {
            if (_requests++ == 0) (_use, Since) = (HttpUse.Stranger, now);
        }
    }

    /// <summary>Raises the use of a request in progress, once more is known about it.</summary>
    public void Become(HttpUse use)
    {
        lock (_lock)
        {
            if (_requests > 0 && use > _use) _use = use;
        }
    }

    public void End(long now)
    {
        lock (_lock)
        {
            if (--_requests == 0) (_use, Since) = (HttpUse.Idle, now);
        }
    }

    public void GiveWay() => Close("The connection was closed for a newer one: the portal has reached its limit.");

    public void Close(string why)
    {
        _givesWay = true;
        connection.Abort(new ConnectionAbortedException(why));
    }

    public void Leave() => _left.TrySetResult();
}
