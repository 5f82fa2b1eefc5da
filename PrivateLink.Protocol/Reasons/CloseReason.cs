namespace PrivateLink.Protocol.Reasons;

/// <summary>
/// How a connection ended: a closed list. Each value has one stable text code and one explanation in
/// <see cref="ReasonTable"/>. Values are persisted; never renumber, never reuse.
/// </summary>
public enum CloseReason
{
    /// <summary><c>not_admitted</c>: never relayed; the decision's reason says why.</summary>
    NotAdmitted = 1,

    /// <summary><c>closed_client</c>: the client ended the connection, by FIN or reset.</summary>
    ClosedClient = 2,

    /// <summary><c>closed_backend</c>: the upstream ended the connection.</summary>
    ClosedBackend = 3,

    /// <summary><c>backend_none</c>: the resource has no usable upstream address.</summary>
    BackendNone = 4,

    /// <summary><c>backend_refused</c>: the upstream refused the connection.</summary>
    BackendRefused = 5,

    /// <summary><c>backend_timeout</c>: the upstream did not answer in time.</summary>
    BackendTimeout = 6,

    /// <summary><c>backend_reset</c>: the upstream reset the connection.</summary>
    BackendReset = 7,

    /// <summary><c>idle_timeout</c>: no data passed in either direction for the idle timeout.</summary>
    IdleTimeout = 8,

    /// <summary><c>half_close_timeout</c>: one side had finished and the other sent nothing more.</summary>
    HalfCloseTimeout = 9,

    /// <summary><c>drained</c>: the engine stopped and the drain deadline passed.</summary>
    Drained = 10,

    /// <summary><c>policy_revoked</c>: the policy changed and would now deny the connection.</summary>
    PolicyRevoked = 11,

    /// <summary><c>internal_error</c>: an internal fault.</summary>
    InternalError = 12,

    /// <summary><c>closed_operator</c>: an operator ended it.</summary>
    ClosedOperator = 13,

    /// <summary><c>engine_exhausted</c>: the engine lacked the resources to connect to the upstream.</summary>
    EngineExhausted = 14,

    /// <summary><c>header_too_large</c>: the header for the upstream would exceed the maximum length.</summary>
    HeaderTooLarge = 15,
}
