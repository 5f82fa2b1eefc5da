using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Tls;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// The story of a connection, from accept to close: read this first. It is the same for every transport; what it decides with is
/// pure and lies in <c>ProxyProtocol</c>, <c>Links</c>, <c>Tls</c> and <c>Policy</c>.
/// </summary>
internal sealed class ConnectionHandler(
    IPolicySource policies,
    DecisionReporter reporter,
    UpstreamConnector upstreams,
    ConnectionLimiter limiter,
    RelayQuota quota,
    ConnectionRegistry registry,
    ConnectionIds ids,
    IOptions<EngineOptions> options,
    TimeProvider time,
    ILogger<ConnectionHandler> logger)
{
    private readonly TimeoutOptions _timeouts = options.Value.Timeouts;
    private readonly string _node = options.Value.Node;

    /// <summary>Tells the whole story. Never throws; the connection is closed and recorded when it returns.</summary>
    public async Task HandleAsync(TransportConnection connection, ListenerTerms terms)
    {
        var story = new ConnectionStory(ids.Next(), _node, connection, terms, time);
        var ending = CloseReason.NotAdmitted;
        registry.Add(story);
        try
        {
            var decision = await DecideAsync(story, terms);
            Record(story, decision);
            connection.Consume(story.Prelude.HeaderLength);
            if (decision is { IsRelayed: true, Resource: { } resource })
            {
                ending = await ConnectAsync(story, resource.Upstream);
                if (story.Upstream is not null) ending = await RelayAsync(story, resource.Upstream);
            }
            else
                await RefuseAsync(connection, decision.Reason, terms.DenyWith);
        }
        catch (Exception error)
        {
            EngineLog.ConnectionFailed(logger, error, story.Id);
            connection.Abort(ending = CloseReason.InternalError);
        }
        finally
        {
            await EndAsync(story, ending);
        }
    }

    /// <summary>accept → limits → source trusted? → PROXY header → ClientHello → policy → quotas.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AccessDecision> DecideAsync(ConnectionStory story, ListenerTerms terms)
    {
        if (limiter.Enter() is { } full) return AccessDecision.BeforePolicy(full);
        story.IsAdmitted = true;
        if (!terms.Trusts(story.Connection.Peer)) return AccessDecision.BeforePolicy(Reason.SourceUntrusted);

        await PreludeReader.ReadAsync(story.Connection, terms, story.Prelude, time);
        if (story.Prelude.Failure is { } failure) return AccessDecision.BeforePolicy(failure, story.Prelude.Detail);

        story.Snapshot = policies.Current;
        var decision = story.Evaluate(story.Snapshot);
        if (decision is not { IsRelayed: true, Resource: { } resource }) return decision;

        if (quota.Enter(resource.ResourceId, story.LinkId) is { } crowded) return new(Verdict.Denied, crowded, resource);
        story.QuotaOf = resource.ResourceId;
        return decision;
    }

    private void Record(ConnectionStory story, AccessDecision decision)
    {
        reporter.Decided(story.Decide(decision));
        if (story.IsAdmitted) limiter.Decided();
    }

    /// <returns>How the connection ends when it has no upstream afterwards.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CloseReason> ConnectAsync(ConnectionStory story, Upstream upstream)
    {
        // A change of policy looks at the recorded connections only. One that came in between is looked at here: record first, then read.
        Interlocked.MemoryBarrier();
        if (policies.Current is var current && !ReferenceEquals(current, story.Snapshot)) story.EndIfDeniedBy(current);

        var started = time.GetTimestamp();
        var connected = await upstreams.ConnectAsync(story.Connection, upstream);
        story.ConnectDuration = time.GetElapsedTime(started);
        story.Upstream = connected.Address;
        if (connected.Address is null) story.Connection.Reset();
        return connected.Failure;
    }

    /// <summary>Awaited by the story itself: whatever waits in between takes memory for as long as a connection is open.</summary>
    private ValueTask<CloseReason> RelayAsync(ConnectionStory story, Upstream upstream)
    {
        if ((upstream.SendProxyHeader ? story.UpstreamHeader() : []) is not { } preface)
        {
            story.Connection.Reset();
            return new(CloseReason.HeaderTooLarge);
        }

        story.ForgetPrelude();
        return story.Connection.RelayAsync(preface, new(_timeouts.Idle, _timeouts.HalfClose));
    }

    private async ValueTask RefuseAsync(TransportConnection connection, Reason reason, DenyWith denyWith)
    {
        var refusal = Refusals.Of(reason);
        if (refusal == Refusal.AccessDenied && denyWith == DenyWith.Alert) await connection.FinishAsync(TlsAlert.AccessDenied, _timeouts.DenyLinger);
        else if (refusal != Refusal.Quiet) connection.Reset();
    }

    /// <summary>One close for every decision, whatever happened in between, and every place given back. A fault before the verdict is a denial.</summary>
    private async ValueTask EndAsync(ConnectionStory story, CloseReason ending)
    {
        await story.Connection.DisposeAsync();
        if (story.Record is null) Record(story, AccessDecision.BeforePolicy(Reason.InternalError));
        if (story.QuotaOf is { } resource) quota.Leave(resource, story.LinkId);
        if (story.IsAdmitted) limiter.Leave();
        story.Upstream?.Leave();
        reporter.Closed(story.Close(story.Record!, story.Connection.Aborted ?? ending));
        registry.Remove(story);
    }
}
