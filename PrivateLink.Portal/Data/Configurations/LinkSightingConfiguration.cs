using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class LinkSightingConfiguration : IEntityTypeConfiguration<LinkSighting>
{
    public void Configure(EntityTypeBuilder<LinkSighting> builder)
    {
        builder.HasKey(sighting => new { sighting.LinkId, sighting.Cloud, sighting.Service, sighting.ResourceId });
        builder.Property(sighting => sighting.LinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(sighting => sighting.Service).HoldsStrangersText(PrivateLinkService.NameLength).IsComparedByteForByte();
        builder.HasIndex(sighting => sighting.TenantId);
    }
}
