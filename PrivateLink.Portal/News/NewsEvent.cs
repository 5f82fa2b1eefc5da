using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.News;

/// <summary>An event, before the recipients are known.</summary>
/// <param name="TenantId">The tenant that it concerns; null for operations.</param>
/// <param name="BegunBy">The person who began it, who gets the news in addition to the owners; null if there is none or it is not known.</param>
/// <param name="Key">The same event has the same key, whichever process finds it.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">A sentence or two.</param>
/// <param name="Path">The page that shows it.</param>
/// <param name="At">The time of the event.</param>
internal sealed record NewsEvent(NewsKind Kind, Guid? TenantId, Guid? BegunBy, string Key, string Subject, string Text, string Path, DateTime At);
