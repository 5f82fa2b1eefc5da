using System.Net;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Descriptors;
using PrivateLink.Engine.Diagnostics;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>The Linux transport: a few event loops, each with its own share of every port.</summary>
internal sealed class EpollTransport(int loops, TransportHealth health, EngineMetrics metrics, ILogger<EpollTransport> logger) : ITransport, IDisposable
{
    private readonly Lazy<IReadOnlyList<EventLoop>> _loops = new(() => Open(loops, health, metrics, logger));

    /// <summary>Whether this machine supports it.</summary>
    public static bool IsSupported { get; } =
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    public TransportListener Bind(IPEndPoint address, PreludeAllowance prelude, bool mostAreReset, IReadOnlyList<int> inherited) =>
        new EpollListener(_loops.Value, address, prelude, mostAreReset, inherited);

    private static IReadOnlyList<EventLoop> Open(int count, TransportHealth health, EngineMetrics metrics, ILogger logger)
    {
        var pipes = Math.Max(1, new DescriptorBudget(DescriptorLimit.Raise() ?? int.MaxValue).Pipes / count);
        return [.. Enumerable.Range(0, count).Select(number => new EventLoop(number, pipes, health, metrics, logger))];
    }

    public void Dispose()
    {
        if (!_loops.IsValueCreated) return;
        foreach (var loop in _loops.Value) loop.Dispose();
    }
}
