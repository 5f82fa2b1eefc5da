namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>A link that shows a connection.</summary>
/// <param name="ConnectionId">The connection, which may not be kept any more.</param>
/// <param name="Title">The host that was asked for, and from where.</param>
/// <param name="State">Whether it opens anything.</param>
/// <param name="Opened">How often it was opened; a mail scanner counts as well.</param>
public sealed record SharedLinkView(
    Guid Id, long ConnectionId, string Title, string MadeBy, DateTime MadeAt, DateTime ExpiresAt, SharedLinkState State,
    int Opened, DateTime? FirstOpenedAt, string? FirstOpenedFrom, DateTime? LastOpenedAt);

/// <summary>What has become of a link.</summary>
public enum SharedLinkState
{
    /// <summary>It works.</summary>
    Open,

    /// <summary>Its time is over.</summary>
    Expired,

    /// <summary>Somebody took it back.</summary>
    TakenBack,

    /// <summary>The person who made it may not share the connection any more, or the tenant is suspended.</summary>
    Held,
}

/// <summary>What a link opens.</summary>
/// <param name="Text">The document as it was written: the file to attach.</param>
public sealed record SharedSheet(SharedDocument Document, string Text, DateTime ExpiresAt);
