using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Resources as one revision has them.</summary>
public sealed record PolicyContent(long Revision, IReadOnlyList<ResourcePolicy> Resources);
