using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class PrivateEndpointConfiguration : EntityConfiguration<PrivateEndpoint>
{
    protected override void ConfigureEntity(EntityTypeBuilder<PrivateEndpoint> builder)
    {
        builder.Property(endpoint => endpoint.LinkId).HasMaxLength(PrivateEndpoint.LinkIdLength).IsComparedByteForByte();
        builder.HasIndex(endpoint => new { endpoint.TenantId, endpoint.ServiceId, endpoint.LinkId }).IsUnique();
        builder.HasAlternateKey(endpoint => new { endpoint.TenantId, endpoint.Id });

        builder.HasOne(endpoint => endpoint.Tenant).WithMany().HasForeignKey(endpoint => endpoint.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(endpoint => endpoint.Service).WithMany()
            .HasForeignKey(endpoint => new { endpoint.ServiceId, endpoint.Cloud })
            .HasPrincipalKey(service => new { service.Id, service.Cloud })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
