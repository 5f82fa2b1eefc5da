namespace PrivateLink.Protocol.Links;

/// <summary>What a PROXY header says about the link.</summary>
public enum LinkIdentityKind
{
    /// <summary>The header carries no link ID (public traffic, a health check, a LOCAL header, no header at all).</summary>
    Absent,

    /// <summary>Exactly one distinct, well-formed link ID.</summary>
    One,

    /// <summary>The cloud's TLV is present but broken. Never treated as absent.</summary>
    Malformed,

    /// <summary>Two or more distinct link IDs. Never resolved by order.</summary>
    Ambiguous,
}

/// <summary>The answer of <c>LinkIdReader</c>: a kind, and the link ID when there is exactly one.</summary>
public readonly record struct LinkIdentity
{
    private LinkIdentity(LinkIdentityKind kind, LinkId linkId = default)
    {
        Kind = kind;
        LinkId = linkId;
    }

    /// <summary>No link ID.</summary>
    public static LinkIdentity Absent { get; } = new(LinkIdentityKind.Absent);

    /// <summary>A broken link TLV.</summary>
    public static LinkIdentity Malformed { get; } = new(LinkIdentityKind.Malformed);

    /// <summary>Several distinct link IDs.</summary>
    public static LinkIdentity Ambiguous { get; } = new(LinkIdentityKind.Ambiguous);

    /// <summary>Which of the four answers this is.</summary>
    public LinkIdentityKind Kind { get; }

    /// <summary>The link ID; meaningful only when <see cref="Kind"/> is <see cref="LinkIdentityKind.One"/>.</summary>
    public LinkId LinkId { get; }

    /// <summary>Rebuilds an answer from its stored parts.</summary>
    public static LinkIdentity Of(LinkIdentityKind kind, LinkId? linkId) => new(kind, linkId.GetValueOrDefault());

    /// <summary>Exactly one link ID.</summary>
    public static LinkIdentity One(LinkId linkId) => new(LinkIdentityKind.One, linkId);
}
