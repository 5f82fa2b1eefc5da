using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class AllowedLinkConfiguration : IEntityTypeConfiguration<AllowedLink>
{
    public void Configure(EntityTypeBuilder<AllowedLink> builder)
    {
        builder.HasKey(link => new { link.ResourceId, link.PrivateEndpointId });

        // Only deleting the resource deletes its list. A private endpoint that is still listed cannot be deleted. SQL Server accepts only one cascade
        // path to a table.
        builder.HasOne(link => link.PrivateEndpoint).WithMany()
            .HasForeignKey(link => new { link.TenantId, link.PrivateEndpointId })
            .HasPrincipalKey(endpoint => new { endpoint.TenantId, endpoint.Id })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
