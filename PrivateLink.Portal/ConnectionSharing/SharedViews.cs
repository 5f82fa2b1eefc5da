namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>A link that shows a connection.</summary>
/// <param name="ConnectionId">The connection, which may no longer be kept.</param>
/// <param name="Title">The host that the client asked for, and the client's address.</param>
/// <param name="State">Whether the link works.</param>
/// <param name="Opened">How often it was opened; a mail scanner also counts.</param>
public sealed record SharedLinkView(
    Guid Id, long ConnectionId, string Title, string MadeBy, DateTime MadeAt, DateTime ExpiresAt, SharedLinkState State,
    int Opened, DateTime? FirstOpenedAt, string? FirstOpenedFrom, DateTime? LastOpenedAt);

/// <summary>The state of a link.</summary>
public enum SharedLinkState
{
    /// <summary>It works.</summary>
    Open,

    /// <summary>It has expired.</summary>
    Expired,

    /// <summary>It was revoked.</summary>
    TakenBack,

    /// <summary>Its maker may no longer share the connection, or the tenant is suspended.</summary>
    Held,
}

/// <summary>What a link opens.</summary>
/// <param name="Text">The document as it was written, which is the file to attach.</param>
public sealed record SharedSheet(SharedDocument Document, string Text, DateTime ExpiresAt);
