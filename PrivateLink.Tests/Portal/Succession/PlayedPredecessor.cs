using PrivateLink.Engine.Listening;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Tests.Portal.Succession;

/// <summary>Notes what a take-over does to the process, in order.</summary>
internal sealed class PlayedPredecessor : IPredecessor
{
    public List<string> Did { get; } = [];

    /// <summary>Called when the roles are to be given up, to simulate a fault.</summary>
    public Action? WhileCeding { get; set; }

    public string Node { get; set; } = "node";

    public int NextIdLane => 1;

    public IReadOnlyList<PassedSocket> Sockets { get; set; } = [];

    public IReadOnlyList<ElderProcess> Elders { get; set; } = [];

    public long? Revision { get; set; } = 7;

    public int OpenConnections => 12;

    /// <summary>Asked each time; an answer may change in between.</summary>
    public Queue<string?> Hindrances { get; } = [];

    public string? Hindrance => Hindrances.TryDequeue(out var hindrance) ? hindrance : null;

    public CancellationToken Ends { get; set; }

    public Task CedeAsync()
    {
        Did.Add("cede");
        WhileCeding?.Invoke();
        return Task.CompletedTask;
    }

    public Task TakeBackAsync()
    {
        Did.Add("take back");
        return Task.CompletedTask;
    }

    public Task LeaveAsync()
    {
        Did.Add("leave");
        return Task.CompletedTask;
    }
}
