using Microsoft.Extensions.Hosting;

namespace PrivateLink.Engine.Background;

/// <summary>All supervised background loops of this process, for health checks. Thread-safe.</summary>
public sealed class BackgroundWork(IEnumerable<IHostedService> services)
{
    private readonly SupervisedService[] _services = [.. services.OfType<SupervisedService>()];

    /// <summary>All loops of all services.</summary>
    public IEnumerable<LoopStatus> Loops => _services.SelectMany(static service => service.Status);

    /// <summary>The names of the loops that failed within the last minute.</summary>
    public IReadOnlyList<string> Failing => [.. Loops.Where(static loop => loop.IsFailing).Select(static loop => loop.Name)];
}
