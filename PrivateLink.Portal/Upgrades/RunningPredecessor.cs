using System.Globalization;
using Microsoft.Extensions.Options;
using PrivateLink.Engine;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.Web.Connections;

namespace PrivateLink.Portal.Upgrades;

/// <summary>This process, as a take-over sees it.</summary>
internal sealed class RunningPredecessor(
    EnginePorts engine,
    PortalPorts portal,
    HttpPlaces places,
    MovingPages pages,
    EngineStatus status,
    RecordBacklog backlog,
    RecordWriter records,
    PolicyPublisher publisher,
    SuccessionState succession,
    Duty duty,
    IOptions<EngineOptions> options,
    IHostApplicationLifetime lifetime) : IPredecessor
{
    public string Node => options.Value.Node;

    public int NextIdLane => engine.NextIdLane;

    public IReadOnlyList<PassedSocket> Sockets => [.. engine.Sockets, .. portal.Sockets];

    public IReadOnlyList<ElderProcess> Elders => succession.Elders;

    public long? Revision => publisher.Status.Revision;

    public int OpenConnections => status.OpenConnections;

    /// <remarks>Connections that are on disk are stored by the new process, so a database that is away hinders nothing.</remarks>
    public string? Hindrance => records.Error is { } error && backlog.OnlyInMemory is > 0 and var count
        ? string.Create(CultureInfo.InvariantCulture, $"{count} connections are only in the memory of the running process, which cannot store them now and would lose them. {error}")
        : null;

    public CancellationToken Ends => lifetime.ApplicationStopped;

    /// <remarks>The roles first: the successor accepts already, but this process should not leave it alone for longer than it must.</remarks>
    public async Task CedeAsync()
    {
        await duty.GiveUpAsync();
        await publisher.GiveUpFolderAsync(CancellationToken.None);
        portal.Pause();
        await engine.PauseAsync();
    }

    public async Task TakeBackAsync()
    {
        engine.Resume();
        portal.Resume();
        await publisher.TakeFolderAsync(CancellationToken.None);
        duty.Take();
    }

    public async Task LeaveAsync()
    {
        await engine.CedeAsync();
        await portal.CedeAsync();
        places.CloseIdle();
        await pages.MoveAsync(); // before the host stops, which ends every page's connection
        lifetime.StopApplication();
    }
}
