using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class PrivateEndpointConfiguration : EntityConfiguration<PrivateEndpoint>
{
    protected override void ConfigureEntity(EntityTypeBuilder<PrivateEndpoint> builder)
    {
        builder.Property(endpoint => endpoint.Name).HasMaxLength(PrivateEndpoint.NameLength);
        builder.Property(endpoint => endpoint.LinkId).HasMaxLength(PrivateEndpoint.LinkIdLength).IsComparedByteForByte();
        builder.Property(endpoint => endpoint.State).HasDefaultValue(PrivateEndpointState.AwaitingTraffic).HasSentinel((PrivateEndpointState)0);
        builder.Property(endpoint => endpoint.Claim).HasDefaultValue(ClaimLevel.Asserted).HasSentinel((ClaimLevel)(-1));
        builder.Property(endpoint => endpoint.Region).HasMaxLength(PrivateLinkService.RegionLength);
        builder.Property(endpoint => endpoint.ClientRegion).HasMaxLength(PrivateLinkService.RegionLength);
        builder.Property(endpoint => endpoint.Account).HasMaxLength(PrivateEndpoint.AccountLength);
        builder.Property(endpoint => endpoint.Form).HasMaxLength(PrivateEndpoint.FormLength);
        builder.Property(endpoint => endpoint.Address).HasMaxLength(PrivateEndpoint.AddressLength);
        builder.Property(endpoint => endpoint.ApprovalMessage).HasMaxLength(PrivateEndpoint.ApprovalMessageLength);
        builder.Ignore(endpoint => endpoint.Reference);

        // A tenant has one active row for a link. A retired link may come back as a new row. A proof counts for one tenant only.
        builder.HasIndex(endpoint => new { endpoint.TenantId, endpoint.ServiceId, endpoint.LinkId }).IsUnique().HasFilter("LinkId IS NOT NULL AND State <> 7");
        builder.HasIndex(endpoint => new { endpoint.ServiceId, endpoint.LinkId }, "IX_PrivateEndpoints_Proven").IsUnique().HasFilter("Claim = 3 AND LinkId IS NOT NULL AND State <> 7");
        builder.HasAlternateKey(endpoint => new { endpoint.TenantId, endpoint.Id });

        builder.HasOne(endpoint => endpoint.Tenant).WithMany().HasForeignKey(endpoint => endpoint.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(endpoint => endpoint.Service).WithMany()
            .HasForeignKey(endpoint => new { endpoint.ServiceId, endpoint.Cloud })
            .HasPrincipalKey(service => new { service.Id, service.Cloud })
            .OnDelete(DeleteBehavior.Restrict);
    }
}
