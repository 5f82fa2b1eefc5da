using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class ResourceObservationConfiguration : IEntityTypeConfiguration<ResourceObservation>
{
    public void Configure(EntityTypeBuilder<ResourceObservation> builder)
    {
        builder.ToTable("LinkSightings");
        builder.HasKey(observation => new { observation.LinkId, observation.Cloud, observation.Service, observation.ResourceId });
        builder.Property(observation => observation.LinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(observation => observation.Service).HoldsStrangersText(PrivateLinkService.NameLength).IsComparedByteForByte();
        builder.HasIndex(observation => observation.TenantId);
    }
}
