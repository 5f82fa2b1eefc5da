using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class ClaimTicketConfiguration : EntityConfiguration<ClaimTicket>
{
    protected override void ConfigureEntity(EntityTypeBuilder<ClaimTicket> builder)
    {
        builder.Property(ticket => ticket.Name).HasMaxLength(ConnectionRecord.HostLength).IsComparedByteForByte();
        builder.HasIndex(ticket => ticket.Name).IsUnique();

        // Deleting the endpoint deletes its tickets. A ticket belongs to the endpoint's tenant.
        builder.HasOne(ticket => ticket.PrivateEndpoint).WithMany()
            .HasForeignKey(ticket => new { ticket.TenantId, ticket.PrivateEndpointId })
            .HasPrincipalKey(endpoint => new { endpoint.TenantId, endpoint.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
