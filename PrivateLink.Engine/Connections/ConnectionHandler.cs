using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// The whole life of a connection, from accept to close. Read this first. It is the same for every transport. The decisions are pure functions in
/// <c>ProxyProtocol</c>, <c>Links</c>, <c>Tls</c> and <c>Policy</c>.
/// </summary>
internal sealed class ConnectionHandler(
    IPolicySource policies,
    DecisionReporter reporter,
    UpstreamConnector upstreams,
    ConnectionLimiter limiter,
    WaitingRoom room,
    RelayQuota quota,
    ConnectionRegistry registry,
    ConnectionIds ids,
    IOptions<EngineOptions> options,
    TimeProvider time,
    ILogger<ConnectionHandler> logger)
{
    private readonly TimeoutOptions _timeouts = options.Value.Timeouts;
    private readonly string _node = options.Value.Node;

    /// <summary>Handles one connection. Never throws. When it returns, the connection is closed and recorded.</summary>
    public async Task HandleAsync(TransportConnection connection, ListenerTerms terms)
    {
        if (Begin(connection, terms) is not { } story) return;
        var ending = CloseReason.NotAdmitted;
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
            connection.Abort(ending = CloseReason.InternalError);
            Report(error, story.Id);
        }
        finally
        {
            await EndAsync(story, ending);
        }
    }

    private ConnectionStory? Begin(TransportConnection connection, ListenerTerms terms)
    {
        try
        {
            var story = new ConnectionStory(ids.Next(), _node, connection, terms, time);
            registry.Add(story);
            return story;
        }
        catch (Exception error)
        {
            connection.Abort(CloseReason.InternalError);
            Report(error, 0);
            return null;
        }
    }

    /// <summary>accept → limits → source trusted? → PROXY header → ClientHello → policy → quotas.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AccessDecision> DecideAsync(ConnectionStory story, ListenerTerms terms)
    {
        if (limiter.Enter(story) is { } full) return AccessDecision.BeforePolicy(full);
        if (!terms.Trusts(story.Connection.Peer)) return AccessDecision.BeforePolicy(Reason.SourceUntrusted);

        await PreludeReader.ReadAsync(story, terms, room, time);
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
        try
        {
            reporter.Decided(story.Decide(decision));
        }
        finally
        {
            room.Leave(story.Prelude);
            limiter.Decided(story);
        }
    }

    /// <returns>The ending to record if no upstream was connected.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CloseReason> ConnectAsync(ConnectionStory story, Upstream upstream)
    {
        // A policy change re-evaluates recorded connections only. This catches a change since the decision: the record is written before the policy
        // is read again.
        Interlocked.MemoryBarrier();
        if (policies.Current is var current && !ReferenceEquals(current, story.Snapshot)) story.EndIfDeniedBy(current);

        var started = time.GetTimestamp();
        var connected = await upstreams.ConnectAsync(story.Connection, upstream);
        story.Upstream = connected.Address; // first, because from here on the story owns the address's place
        story.ConnectDuration = time.GetElapsedTime(started);
        if (connected.Address is null) story.Connection.Reset();
        return connected.Failure;
    }

    /// <summary>Not async itself: an extra state machine would hold memory for as long as the connection is open.</summary>
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
        var ending = ReasonTable.Describe(reason).WireEnding;
        if (ending == WireEnding.AccessDenied && denyWith == DenyWith.Alert) await connection.FinishAsync(TlsAlert.AccessDenied, _timeouts.DenyLinger);
        else if (ending != WireEnding.Quiet) connection.Reset();
    }

    /// <summary>
    /// Reports one close for every decision and releases every place, whatever failed before or fails here. A fault before the verdict counts as a
    /// denial.
    /// </summary>
    private async ValueTask EndAsync(ConnectionStory story, CloseReason ending)
    {
        try
        {
            await story.Connection.DisposeAsync();
        }
        catch (Exception error)
        {
            Report(error, story.Id);
        }

        try
        {
            GiveBack(story);
            if (story.Record is null) reporter.Decided(story.Decide(AccessDecision.BeforePolicy(Reason.InternalError)));
            reporter.Closed(story.Close(story.Record!, story.Connection.Aborted ?? ending));
        }
        catch (Exception error)
        {
            Report(error, story.Id);
        }
        finally
        {
            registry.Remove(story);
        }
    }

    /// <summary>Releases everything that the story holds. The story tracks what it holds, so nothing is released twice.</summary>
    private void GiveBack(ConnectionStory story)
    {
        limiter.Leave(story);
        story.Upstream?.Leave();
        if (story.QuotaOf is { } resource) quota.Leave(resource, story.LinkId);
        if (story.Record is null) room.Leave(story.Prelude);
    }

    private void Report(Exception error, long id) => LogGuard.Try(() => EngineLog.ConnectionFailed(logger, error, id));
}
