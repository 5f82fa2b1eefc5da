using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>A draft that was read and is valid.</summary>
internal sealed record ResourceValues(
    Guid TenantId, string Host, IReadOnlyList<string> Aliases, ResourceMode Mode, bool Enabled, Guid UpstreamId, IReadOnlyList<LinkValue> Links);

/// <summary>One allowed link that was read and is valid.</summary>
internal sealed record LinkValue(Guid ServiceId, LinkId LinkId, bool Enabled);
