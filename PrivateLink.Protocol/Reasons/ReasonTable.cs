using System.Collections.Frozen;

namespace PrivateLink.Protocol.Reasons;

/// <summary>
/// The one table of reasons: codes, words and remedies for every way a connection can be decided and end. The portal, the log, the
/// metrics and the documentation all read it here.
/// </summary>
public static class ReasonTable
{
    private static readonly FrozenDictionary<Reason, ReasonDescription> Reasons = new Dictionary<Reason, ReasonDescription>
    {
        [Reason.SourceUntrusted] = new("source_untrusted", "Untrusted source",
            "The connection did not come from a load balancer that this listener trusts.", Actor.Company,
            "If this is your load balancer, add its addresses to the listener's TrustedSources. If not, somebody reached the port directly: close that path."),
        [Reason.ProbeEmpty] = new("probe_empty", "Empty probe",
            "Something opened the port and closed it without sending a byte.", Actor.Nobody,
            "A TCP health check or a port scan. Nothing to do."),
        [Reason.PreludeIdle] = new("prelude_idle", "Silent connection",
            "Something opened the port and said nothing until the deadline.", Actor.Nobody,
            "Usually a preconnect or a health check that keeps its connection. Nothing to do unless there are many."),
        [Reason.HealthCheck] = new("health_check", "Health check",
            "The load balancer checked that the engine is there.", Actor.Nobody,
            "Nothing to do: this is how the cloud knows that the target is healthy."),
        [Reason.ProbeHeader] = new("probe_header", "Endpoint probe",
            "A connection arrived through the load balancer and was closed before it sent anything.", Actor.Nobody,
            "A health check with a header, or a test such as nc -z from inside the network: it shows that the endpoint reaches us."),
        [Reason.HeaderMissing] = new("pp_missing", "PROXY header missing",
            "The connection did not begin with the PROXY protocol header that this listener requires.", Actor.Company,
            "Switch PROXY protocol v2 on at the target group, private link service or service attachment, or point the client at the public listener."),
        [Reason.HeaderV1Refused] = new("pp_v1_refused", "PROXY header version 1",
            "The load balancer sent the old text form of the PROXY header, which cannot carry a link ID.", Actor.Company,
            "Switch the sender to PROXY protocol version 2."),
        [Reason.HeaderTruncated] = new("pp_truncated", "PROXY header cut short",
            "The connection ended in the middle of the PROXY header.", Actor.Company,
            "Look for something between the load balancer and this listener that cuts connections."),
        [Reason.HeaderTimeout] = new("pp_timeout", "PROXY header late",
            "The PROXY header was not complete within the deadline.", Actor.Company,
            "Check the load balancer and the path to it; the header normally arrives with the first packet."),
        [Reason.HeaderMalformed] = new("pp_malformed", "PROXY header malformed",
            "The PROXY header breaks the specification.", Actor.Company,
            "See the detail for the rule that was broken. If the sender is a cloud's load balancer, report it with the bytes of the record."),
        [Reason.HeaderTooLarge] = new("pp_too_large", "PROXY header too large",
            "The PROXY header announces more than 4096 bytes.", Actor.Company,
            "No cloud sends such headers. Find out what is between the load balancer and this listener."),
        [Reason.HeaderCrcMismatch] = new("pp_crc_mismatch", "PROXY header checksum wrong",
            "The checksum inside the PROXY header does not match its bytes.", Actor.Company,
            "Something changed the header on its way, or the sender computes the CRC32C wrongly. The record names the sender."),
        [Reason.HeaderUnexpected] = new("pp_unexpected", "Unexpected PROXY header",
            "A PROXY header arrived on a listener that takes none.", Actor.Company,
            "If this listener is behind a load balancer with PROXY protocol, set ProxyProtocol to Require. Otherwise somebody tried to forge an origin."),
        [Reason.HeaderNested] = new("pp_nested", "Second PROXY header",
            "A second PROXY header followed the first: somebody tried to claim another origin.", Actor.Company,
            "The record shows both identities; only the first is real. If a known proxy in the customer's network adds it, set NestedHeader to Strip."),
        [Reason.HelloNotTls] = new("hello_not_tls", "Not TLS",
            "The client did not start a TLS connection.", Actor.Customer,
            "Use TLS from the first byte, for example https:// instead of http://."),
        [Reason.HelloMalformed] = new("hello_malformed", "TLS hello malformed",
            "The client's TLS hello breaks the specification.", Actor.Customer,
            "See the detail for the rule that was broken. Try another client, or look for a device on the path that changes TLS."),
        [Reason.HelloTooLarge] = new("hello_too_large", "TLS hello too large",
            "The client's TLS hello has a record over 16 KiB or more than 64 KiB in all.", Actor.Customer,
            "No known client sends such hellos. Try another client."),
        [Reason.HelloTruncated] = new("hello_truncated", "TLS hello cut short",
            "The connection ended in the middle of the client's TLS hello.", Actor.Customer,
            "The client gave up, or a device on the path cuts connections. Large hellos (post-quantum key shares) hit devices that expect one packet."),
        [Reason.HelloTimeout] = new("hello_timeout", "TLS hello late",
            "The client's TLS hello was not complete within the deadline.", Actor.Customer,
            "Check that the client speaks TLS first, and that the path does not lose large packets (MTU)."),
        [Reason.NameMissing] = new("sni_missing", "No server name",
            "The client did not say which host it wants (no TLS server name).", Actor.Customer,
            "Connect by host name instead of by address, and make sure the client sends SNI."),
        [Reason.NameInvalid] = new("sni_invalid", "Unusable server name",
            "The TLS server name is not a host name.", Actor.Customer,
            "Connect with the real host name: not with an address, and not with a name that has other characters than letters, digits, - and _."),
        [Reason.NameUnknown] = new("sni_unknown", "Unknown host",
            "No resource has this host name.", Actor.Customer,
            "Connect with the host name of your resource, not with the private endpoint's own DNS name. If the name is right, the company has yet to add it."),
        [Reason.ClaimObserved] = new("claim_observed", "Claim seen",
            "A one-time claim name arrived: it proves which private endpoint the claimant controls.", Actor.Nobody,
            "Go back to the wizard: it shows what was seen."),
        [Reason.HostDisabled] = new("host_disabled", "Host switched off",
            "The resource, or the whole tenant, is switched off.", Actor.Company,
            "Switch the resource on again, or lift the tenant's suspension."),
        [Reason.HostOpen] = new("host_open", "Open host",
            "The resource is open: anyone may connect.", Actor.Nobody,
            "Nothing to do. To restrict it, list your private endpoints and choose Monitor, then Enforce."),
        [Reason.LinkMatched] = new("link_matched", "Link matches",
            "The connection came through a private endpoint that the resource lists.", Actor.Nobody,
            "Nothing to do."),
        [Reason.LinkMissing] = new("link_missing", "No link ID",
            "The connection did not come through a private endpoint, and the resource only takes those.", Actor.Customer,
            "In your network the host name still resolves to the public address: add the private DNS record that points it at your endpoint."),
        [Reason.LinkMismatch] = new("link_mismatch", "Link not listed",
            "The connection came through a private endpoint that the resource does not list.", Actor.Customer,
            "If the endpoint is yours, add it to the resource. If not, somebody else tried your host and was kept out."),
        [Reason.LinkMalformed] = new("link_malformed", "Link ID malformed",
            "The load balancer's link ID is broken, or its header names another service than the listener's, so the origin cannot be known.", Actor.Company,
            "Compare the bytes in the record with the cloud's format, and a service in them with the listener's ServiceId. If both are right, report them to the cloud."),
        [Reason.LinkAmbiguous] = new("link_ambiguous", "Several link IDs",
            "The PROXY header carries several different link IDs, so the origin cannot be known.", Actor.Company,
            "Only one load balancer may add a link ID. Pin the listener's Provider to the cloud in front of it."),
        [Reason.LinkDisabled] = new("link_disabled", "Link switched off",
            "The private endpoint is listed for the resource but switched off.", Actor.Customer,
            "Switch the private endpoint on again, if it should connect."),
        [Reason.LimitPrelude] = new("limit_prelude", "Too many undecided",
            "Too many connections were waiting for their header or hello at the same time.", Actor.Company,
            "A burst or an attack: look at the sources. Raise Engine:Limits:Undecided if the load is real."),
        [Reason.LimitGlobal] = new("limit_global", "Engine full",
            "The engine has as many connections as its file descriptors allow.", Actor.Company,
            "Raise the descriptor limit of the process (LimitNOFILE), or add a node."),
        [Reason.LimitHost] = new("limit_host", "Host full",
            "The resource has as many connections as it may have.", Actor.Customer,
            "Close idle connections, or ask the company for a higher ceiling."),
        [Reason.LimitLink] = new("limit_link", "Link full",
            "The private endpoint has as many connections as it may have.", Actor.Customer,
            "Close idle connections, or ask the company for a higher ceiling."),
        [Reason.LimitGaveWay] = new("limit_gave_way", "Gave way",
            "No more connections could wait, and this one had waited longest without saying what it wants.", Actor.Company,
            "A burst or an attack: look at the sources. Raise Engine:Limits:Undecided if the load is real."),
        [Reason.InternalError] = new("internal_error", "Our error",
            "A fault of our own stopped the connection before it was decided.", Actor.Company,
            "Look for the record's ID in the engine's log and report it."),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<CloseReason, ReasonDescription> CloseReasons = new Dictionary<CloseReason, ReasonDescription>
    {
        [CloseReason.NotAdmitted] = new("not_admitted", "Not admitted",
            "The connection was never relayed.", Actor.Nobody,
            "The reason of the decision says why."),
        [CloseReason.ClosedClient] = new("closed_client", "Closed by the client",
            "The client ended the connection.", Actor.Nobody,
            "Nothing to do."),
        [CloseReason.ClosedBackend] = new("closed_backend", "Closed by the upstream",
            "The upstream ended the connection.", Actor.Nobody,
            "Nothing to do."),
        [CloseReason.BackendNone] = new("backend_none", "No upstream",
            "No address of the resource's upstream can be used.", Actor.Company,
            "Give the upstream an address, or check why its addresses are unhealthy or do not resolve."),
        [CloseReason.BackendRefused] = new("backend_refused", "Upstream refused",
            "The upstream refused the connection.", Actor.Company,
            "Start the service behind the upstream's address, and check the port and the firewall."),
        [CloseReason.BackendTimeout] = new("backend_timeout", "Upstream silent",
            "The upstream did not answer within the connect timeout.", Actor.Company,
            "Check that the upstream's address is reachable from the engine."),
        [CloseReason.BackendReset] = new("backend_reset", "Reset by the upstream",
            "The upstream reset the connection.", Actor.Company,
            "Look into the log of the service behind the upstream."),
        [CloseReason.IdleTimeout] = new("idle_timeout", "Idle",
            "No data went either way for the idle timeout.", Actor.Nobody,
            "Clients that keep quiet connections should send keep-alives of their own protocol."),
        [CloseReason.HalfCloseTimeout] = new("half_close_timeout", "Half-closed and idle",
            "One side had finished and the other sent nothing more.", Actor.Nobody,
            "Nothing to do unless answers are missing; then raise Engine:Timeouts:HalfClose."),
        [CloseReason.Drained] = new("drained", "Engine stopped",
            "The engine stopped and the connection was still open at the drain deadline.", Actor.Nobody,
            "The client should connect again. Raise Engine:Timeouts:Drain to give long connections more time."),
        [CloseReason.PolicyRevoked] = new("policy_revoked", "Access withdrawn",
            "The policy changed and no longer admits this connection.", Actor.Nobody,
            "The change is in the resource's history, if it was not intended."),
        [CloseReason.InternalError] = new("internal_error", "Our error",
            "A fault of our own ended the connection.", Actor.Company,
            "Look for the record's ID in the engine's log and report it."),
        [CloseReason.ClosedOperator] = new("closed_operator", "Closed by an operator",
            "A person of the company that runs the service ended the connection.", Actor.Nobody,
            "Nothing keeps the client from connecting again. Who did it, and why, is in the audit log."),
        [CloseReason.EngineExhausted] = new("engine_exhausted", "Engine exhausted",
            "The engine had no local port, source address, descriptor or memory to connect to the upstream, which was not asked.", Actor.Company,
            "The overview and the log (1404) say what was missing. For ports add Engine:Upstreams:SourceAddresses, for descriptors raise LimitNOFILE, for memory look for upstreams that do not answer, or add a node."),
        [CloseReason.HeaderTooLarge] = new("header_too_large", "Upstream header too large",
            "The PROXY header for the upstream would be longer than 4096 bytes, because the client's own header has a link ID of that size.", Actor.Company,
            "No cloud sends such link IDs. Find out what is between the load balancer and this listener."),
    }.ToFrozenDictionary();

    /// <summary>The row of a decision's reason.</summary>
    public static ReasonDescription Describe(Reason reason) => Reasons[reason];

    /// <summary>The row of a connection's ending.</summary>
    public static ReasonDescription Describe(CloseReason reason) => CloseReasons[reason];

    /// <summary>The stable text code of a decision's reason.</summary>
    public static string CodeOf(Reason reason) => Reasons[reason].Code;

    /// <summary>The stable text code of a connection's ending.</summary>
    public static string CodeOf(CloseReason reason) => CloseReasons[reason].Code;

    /// <summary>Finds an ending by its code, as it appears in URLs and logs.</summary>
    public static bool TryFind(string code, out CloseReason reason)
    {
        reason = CloseReasons.FirstOrDefault(row => string.Equals(row.Value.Code, code, StringComparison.Ordinal)).Key;
        return reason != default;
    }

    /// <summary>Finds a reason by its code, as it appears in URLs and logs.</summary>
    public static bool TryFind(string code, out Reason reason)
    {
        foreach (var (candidate, description) in Reasons)
            if (string.Equals(description.Code, code, StringComparison.Ordinal))
            {
                reason = candidate;
                return true;
            }

        reason = default;
        return false;
    }
}
