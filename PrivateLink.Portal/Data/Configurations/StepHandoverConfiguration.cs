using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class StepHandoverConfiguration : EntityConfiguration<StepHandover>
{
    protected override void ConfigureEntity(EntityTypeBuilder<StepHandover> builder)
    {
        builder.Property(handover => handover.TokenHash).HasMaxLength(StepHandover.TokenHashLength).IsComparedByteForByte();
        builder.Property(handover => handover.LinkId).HasMaxLength(PrivateEndpoint.LinkIdLength).IsComparedByteForByte();
        builder.Property(handover => handover.MadeBy).HasMaxLength(Entity.PersonLength);
        builder.Property(handover => handover.OpenedFrom).HasMaxLength(StepHandover.AddressLength);
        builder.HasIndex(handover => handover.TokenHash).IsUnique();
        builder.HasIndex(handover => handover.ClosedAt);
        builder.HasAlternateKey(handover => new { handover.TenantId, handover.Id });

        // Deleting the endpoint deletes its links. A link belongs to the endpoint's tenant.
        builder.HasOne(handover => handover.PrivateEndpoint).WithMany()
            .HasForeignKey(handover => new { handover.TenantId, handover.PrivateEndpointId })
            .HasPrincipalKey(endpoint => new { endpoint.TenantId, endpoint.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
