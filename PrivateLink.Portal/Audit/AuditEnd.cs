namespace PrivateLink.Portal.Audit;

/// <summary>The last entry of the chain: its number and its hash.</summary>
internal sealed record AuditEnd(long Sequence, string Hash);
