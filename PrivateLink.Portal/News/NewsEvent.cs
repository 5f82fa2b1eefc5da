using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.News;

/// <summary>Something that happened, before it is known who is told.</summary>
/// <param name="TenantId">Whose affair it is; null for operations.</param>
/// <param name="BegunBy">Who began what it is about, beside the owners; null when nobody did, or it is not known.</param>
/// <param name="Key">The same for the same thing, whichever process finds it, and however often.</param>
/// <param name="Subject">A line.</param>
/// <param name="Text">A sentence or two.</param>
/// <param name="Path">Where it is to be seen.</param>
/// <param name="At">The time that it is about.</param>
internal sealed record NewsEvent(NewsKind Kind, Guid? TenantId, Guid? BegunBy, string Key, string Subject, string Text, string Path, DateTime At);
