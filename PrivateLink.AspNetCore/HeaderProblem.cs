namespace PrivateLink.AspNetCore;

/// <summary>Why a connection is refused.</summary>
internal enum HeaderProblem
{
    /// <summary>None: the header is complete and valid.</summary>
    None,

    /// <summary>The connection ended before its first byte, as a check of the port does.</summary>
    Probe,

    /// <summary>The socket's peer is not among the trusted sources.</summary>
    Untrusted,

    /// <summary>The connection does not begin with a version 2 header.</summary>
    Missing,

    /// <summary>The header breaks a rule, its checksum included.</summary>
    Malformed,

    /// <summary>The authorised name is not a host name, or there are two.</summary>
    AuthorityMalformed,

    /// <summary>The link ID is broken, or there are several. Never treated as no link ID.</summary>
    LinkMalformed,

    /// <summary>The connection ended inside the header.</summary>
    Truncated,

    /// <summary>The header did not arrive in time.</summary>
    Late,
}
