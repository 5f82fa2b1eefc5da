namespace PrivateLink.Protocol.Reasons;

/// <summary>
/// Why a connection got its verdict: a closed list. Each value has one stable text code and one explanation in
/// <see cref="ReasonTable"/>. Values are persisted; never renumber, never reuse.
/// </summary>
public enum Reason
{
    /// <summary><c>source_untrusted</c>: the peer is not in the listener's trusted sources.</summary>
    SourceUntrusted = 1,

    /// <summary><c>probe_empty</c>: opened and closed without sending a byte.</summary>
    ProbeEmpty = 2,

    /// <summary><c>prelude_idle</c>: nothing arrived before the deadline.</summary>
    PreludeIdle = 3,

    /// <summary><c>health_check</c>: a LOCAL header and nothing after it.</summary>
    HealthCheck = 10,

    /// <summary><c>probe_header</c>: a PROXY header and nothing after it.</summary>
    ProbeHeader = 11,

    /// <summary><c>pp_missing</c>: the first bytes are not a PROXY header.</summary>
    HeaderMissing = 12,

    /// <summary><c>pp_v1_refused</c>: a version 1 (text) header.</summary>
    HeaderV1Refused = 13,

    /// <summary><c>pp_truncated</c>: the header was cut short.</summary>
    HeaderTruncated = 14,

    /// <summary><c>pp_timeout</c>: the header was not complete at the deadline.</summary>
    HeaderTimeout = 15,

    /// <summary><c>pp_malformed</c>: the header breaks the specification.</summary>
    HeaderMalformed = 16,

    /// <summary><c>pp_too_large</c>: the header announces more than 4096 bytes.</summary>
    HeaderTooLarge = 17,

    /// <summary><c>pp_crc_mismatch</c>: the header's CRC32C does not match.</summary>
    HeaderCrcMismatch = 18,

    /// <summary><c>pp_unexpected</c>: a header on a listener that does not accept one.</summary>
    HeaderUnexpected = 19,

    /// <summary><c>pp_nested</c>: a second header after the first.</summary>
    HeaderNested = 20,

    /// <summary><c>hello_not_tls</c>: the payload does not begin with a TLS record.</summary>
    HelloNotTls = 30,

    /// <summary><c>hello_malformed</c>: the ClientHello breaks the specification.</summary>
    HelloMalformed = 31,

    /// <summary><c>hello_too_large</c>: a record over 16 KiB or a hello over 64 KiB.</summary>
    HelloTooLarge = 32,

    /// <summary><c>hello_truncated</c>: the ClientHello was cut short.</summary>
    HelloTruncated = 33,

    /// <summary><c>hello_timeout</c>: the ClientHello was not complete at the deadline.</summary>
    HelloTimeout = 34,

    /// <summary><c>sni_missing</c>: the ClientHello names no server.</summary>
    NameMissing = 40,

    /// <summary><c>sni_invalid</c>: the server name cannot be a host name.</summary>
    NameInvalid = 41,

    /// <summary><c>sni_unknown</c>: no resource has this name.</summary>
    NameUnknown = 42,

    /// <summary><c>claim_observed</c>: a one-time claim name.</summary>
    ClaimObserved = 43,

    /// <summary><c>host_disabled</c>: the resource is disabled, or its tenant is suspended.</summary>
    HostDisabled = 50,

    /// <summary><c>host_open</c>: the resource is open to anyone.</summary>
    HostOpen = 51,

    /// <summary><c>link_matched</c>: the link ID is listed for the resource.</summary>
    LinkMatched = 52,

    /// <summary><c>link_missing</c>: the connection carries no link ID.</summary>
    LinkMissing = 53,

    /// <summary><c>link_mismatch</c>: the link ID is not listed for the resource.</summary>
    LinkMismatch = 54,

    /// <summary><c>link_malformed</c>: the link TLV is broken.</summary>
    LinkMalformed = 55,

    /// <summary><c>link_ambiguous</c>: the header carries several link IDs.</summary>
    LinkAmbiguous = 56,

    /// <summary><c>link_disabled</c>: the link ID is listed but disabled.</summary>
    LinkDisabled = 57,

    /// <summary><c>limit_prelude</c>: too many undecided connections.</summary>
    LimitPrelude = 70,

    /// <summary><c>limit_global</c>: too many connections in all.</summary>
    LimitGlobal = 71,

    /// <summary><c>limit_host</c>: too many connections to the resource.</summary>
    LimitHost = 72,

    /// <summary><c>limit_link</c>: too many connections through the link.</summary>
    LimitLink = 73,

    /// <summary><c>limit_gave_way</c>: closed while it waited to send its hello, to make room for a newer connection.</summary>
    LimitGaveWay = 74,

    /// <summary><c>internal_error</c>: an internal fault before the verdict.</summary>
    InternalError = 90,
}
