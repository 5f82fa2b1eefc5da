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
        registry.Add(story.Id, connection);
        try
        {
            var decision = await DecideAsync(connection, terms, story);
            reporter.Decided(story.Decide(decision));
            if (story.Admitted) limiter.Decided();

            if (decision is { IsRelayed: true, Resource: { } resource }) ending = await ConnectAndRelayAsync(connection, resource.Upstream, story);
            else await RefuseAsync(connection, decision.Reason, terms.DenyWith);
        }
        catch (Exception error)
        {
            EngineLog.ConnectionFailed(logger, error, story.Id);
            connection.Abort(ending = CloseReason.InternalError);
        }
        finally
        {
            await EndAsync(connection, story, ending);
        }
    }

    /// <summary>accept → limits → source trusted? → PROXY header → ClientHello → policy.</summary>
    private async ValueTask<AccessDecision> DecideAsync(TransportConnection connection, ListenerTerms terms, ConnectionStory story)
    {
        if (limiter.Enter() is { } full) return AccessDecision.BeforePolicy(full);
        story.Admitted = true;
        if (!terms.Trusts(connection.Peer)) return AccessDecision.BeforePolicy(Reason.SourceUntrusted);

        var prelude = story.Prelude;
        await PreludeReader.ReadAsync(connection, terms, prelude, time);
        if (prelude.Failure is { } failure) return AccessDecision.BeforePolicy(failure, prelude.Detail);

        story.Snapshot = policies.Current;
        return AccessPolicy.Evaluate(story.Snapshot, new(prelude.Host, prelude.Identity, terms.Policy));
    }

    private async ValueTask<CloseReason> ConnectAndRelayAsync(TransportConnection connection, Upstream upstream, ConnectionStory story)
    {
        var started = time.GetTimestamp();
        var failure = await upstreams.ConnectAsync(connection, upstream);
        story.ConnectDuration = time.GetElapsedTime(started);
        if (failure is null) return await connection.RelayAsync(new(_timeouts.Idle, _timeouts.HalfClose));

        connection.Reset();
        return failure.Value;
    }

    private async ValueTask RefuseAsync(TransportConnection connection, Reason reason, DenyWith denyWith)
    {
        var refusal = Refusals.Of(reason);
        if (refusal == Refusal.AccessDenied && denyWith == DenyWith.Alert) await connection.FinishAsync(TlsAlert.AccessDenied, _timeouts.DenyLinger);
        else if (refusal != Refusal.Quiet) connection.Reset();
    }

    /// <summary>One close for every decision, whatever happened in between. A fault before the verdict is a denial.</summary>
    private async ValueTask EndAsync(TransportConnection connection, ConnectionStory story, CloseReason ending)
    {
        await connection.DisposeAsync();
        registry.Remove(story.Id);
        if (story.Record is null)
        {
            reporter.Decided(story.Decide(AccessDecision.BeforePolicy(Reason.InternalError)));
            if (story.Admitted) limiter.Decided();
        }

        if (story.Admitted) limiter.Leave();
        reporter.Closed(story.Close(story.Record!, connection.Aborted ?? ending));
    }
}
