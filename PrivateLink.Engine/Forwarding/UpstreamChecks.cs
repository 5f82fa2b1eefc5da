using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Policy;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Tries every upstream address of the policy in force, again and again, by opening and closing a TCP connection.</summary>
internal sealed class UpstreamChecks(
    IPolicySource policies,
    AddressResolver resolver,
    UpstreamHealth health,
    IOptions<EngineOptions> options,
    TimeProvider time,
    ILogger<UpstreamChecks> logger) : SupervisedService(time, logger)
{
    private const int AtOnce = 16;

    private readonly TimeProvider _time = time;
    private readonly ILogger _logger = logger;
    private PolicySnapshot? _listed;
    private IReadOnlyList<Upstream> _upstreams = [];

    protected override IEnumerable<BackgroundLoop> Loops => [new("Checking upstream addresses", CheckAgainAndAgainAsync)];

    private async Task CheckAgainAndAgainAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.Upstreams.CheckInterval;
        if (interval <= TimeSpan.Zero) return;
        using var timer = new PeriodicTimer(interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await CheckAllAsync(stoppingToken);
    }

    private async Task CheckAllAsync(CancellationToken stopping)
    {
        var addresses = new HashSet<IPEndPoint>();
        foreach (var upstream in Upstreams()) addresses.UnionWith(resolver.Known(upstream));
        health.Keep(addresses);
        await Parallel.ForEachAsync(addresses, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping }, CheckAsync);
    }

    private IReadOnlyList<Upstream> Upstreams()
    {
        var current = policies.Current;
        if (ReferenceEquals(current, _listed)) return _upstreams;
        _listed = current;
        return _upstreams = [.. (current?.Resources ?? []).Select(static resource => resource.Upstream).DistinctBy(static upstream => upstream.Id)];
    }

    private async ValueTask CheckAsync(IPEndPoint address, CancellationToken stopping)
    {
        var problem = await TryConnectAsync(address, stopping);
        if (!health.Of(address).Checked(problem)) return;
        if (problem is null) EngineLog.UpstreamUp(_logger, address);
        else EngineLog.UpstreamDown(_logger, address, problem);
    }

    private async Task<string?> TryConnectAsync(IPEndPoint address, CancellationToken stopping)
    {
        using var expiry = new CancellationTokenSource(options.Value.Timeouts.Connect, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, stopping);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(address, either.Token);
            return null;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return "did not answer the check in time";
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused ? "refused the check" : error.Message;
        }
    }
}
