using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class AllowedLinkConfiguration : IEntityTypeConfiguration<AllowedLink>
{
    public void Configure(EntityTypeBuilder<AllowedLink> builder)
    {
        builder.HasKey(link => new { link.ResourceId, link.PrivateEndpointId });

        // Only a resource takes its list with it. A private endpoint that is still listed cannot be deleted, and SQL Server
        // accepts no second path of deletions to one table.
        builder.HasOne(link => link.PrivateEndpoint).WithMany()
            .HasForeignKey(link => new { link.TenantId, link.PrivateEndpointId })
            .HasPrincipalKey(endpoint => new { endpoint.TenantId, endpoint.Id })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
