namespace PrivateLink.Protocol.Reasons;

/// <summary>The rows of <see cref="ReasonTable"/> for endings. There is no default arm: an ending without a row does not compile (CS8509).</summary>
internal static class EndingRows
{
    public static EndingRow Of(CloseReason reason) => reason switch
    {
        CloseReason.NotAdmitted => new(EndingKind.Expected,
            "not_admitted", "Not relayed",
            "The connection was never relayed.", Actor.Nobody,
            "See the reason for the decision."),
        CloseReason.ClosedClient => new(EndingKind.Expected,
            "closed_client", "Closed by the client",
            "The client ended the connection.", Actor.Nobody,
            "Nothing to do."),
        CloseReason.ClosedBackend => new(EndingKind.Expected,
            "closed_backend", "Closed by the upstream",
            "The upstream ended the connection.", Actor.Nobody,
            "Nothing to do."),
        CloseReason.BackendNone => new(EndingKind.NotConnected,
            "backend_none", "Upstream has no usable address",
            "The resource's upstream has no usable address.", Actor.Company,
            "Give the upstream an address, or check why its addresses are unhealthy or do not resolve.")
        { UpstreamDid = "had no usable address" },
        CloseReason.BackendRefused => new(EndingKind.NotConnected,
            "backend_refused", "Upstream refused the connection",
            "The upstream's address answered, but nothing accepts connections on that port.", Actor.Company,
            "Start the service behind the upstream's address, and check the port and the firewall.")
        { UpstreamDid = "refused the connection" },
        CloseReason.BackendTimeout => new(EndingKind.NotConnected,
            "backend_timeout", "Upstream did not answer",
            "The upstream did not answer within the connect timeout.", Actor.Company,
            "Check that the upstream's address is reachable from the engine.")
        { UpstreamDid = "did not answer in time" },
        CloseReason.BackendReset => new(EndingKind.Failed,
            "backend_reset", "Reset by the upstream",
            "The upstream reset the connection.", Actor.Company,
            "Check the log of the service behind the upstream.")
        { UpstreamDid = "reset the connection" },
        CloseReason.IdleTimeout => new(EndingKind.CutShort,
            "idle_timeout", "Idle",
            "No data passed in either direction for the idle timeout.", Actor.Nobody,
            "Clients that keep idle connections open should send keep-alives in their own protocol."),
        CloseReason.HalfCloseTimeout => new(EndingKind.CutShort,
            "half_close_timeout", "Half closed, then idle",
            "One side had finished and the other sent nothing more.", Actor.Nobody,
            "Nothing to do, unless clients miss replies.")
        { ForCompany = "If clients miss replies, raise Engine:Timeouts:HalfClose." },
        CloseReason.Drained => new(EndingKind.Expected,
            "drained", "Engine stopped",
            "The engine stopped, and the connection was still open at the drain deadline.", Actor.Nobody,
            "The client should connect again.")
        { ForCompany = "Raise Engine:Timeouts:Drain to give long connections more time." },
        CloseReason.PolicyRevoked => new(EndingKind.CutShort,
            "policy_revoked", "Policy no longer allows it",
            "The policy changed and no longer allows this connection.", Actor.Nobody,
            "If this was not intended, find the change in the resource's history."),
        CloseReason.InternalError => new(EndingKind.Failed,
            "internal_error", "Internal error",
            "An internal fault ended the connection.", Actor.Company,
            "Find the record's ID in the engine's log and report it."),
        CloseReason.ClosedOperator => new(EndingKind.CutShort,
            "closed_operator", "Closed by an operator",
            "An operator at the company that runs the service ended the connection.", Actor.Nobody,
            "The client may connect again. The audit log shows who closed the connection, and why."),
        CloseReason.EngineExhausted => new(EndingKind.NotConnected,
            "engine_exhausted", "Engine ran out of ports or memory",
            "The engine had no local port, source address, descriptor or memory left, so it did not contact the upstream.", Actor.Company,
            "The overview and log event 1404 name what was missing. For ports, add Engine:Upstreams:SourceAddresses. For descriptors, raise LimitNOFILE. For memory, look for upstreams that do not answer, or add a node."),
        CloseReason.HeaderTooLarge => new(EndingKind.NotConnected,
            "header_too_large", "PROXY header for the upstream too large",
            "The PROXY header for the upstream would be longer than 4096 bytes, because the client's own header has a very long link ID.", Actor.Company,
            "No cloud sends such link IDs. Find out what is between the load balancer and this listener."),
    };
}
