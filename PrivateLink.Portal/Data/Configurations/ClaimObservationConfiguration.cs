using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class ClaimObservationConfiguration : IEntityTypeConfiguration<ClaimObservation>
{
    public void Configure(EntityTypeBuilder<ClaimObservation> builder)
    {
        builder.HasKey(claim => claim.Id);
        builder.Property(claim => claim.Id).ValueGeneratedNever();
        builder.Property(claim => claim.Name).HasMaxLength(ConnectionRecord.HostLength).IsComparedByteForByte();
        builder.Property(claim => claim.LinkId).HasMaxLength(PrivateEndpoint.LinkIdLength).IsComparedByteForByte();
        builder.Property(claim => claim.Service).HasMaxLength(PrivateLinkService.NameLength).IsComparedByteForByte();
        builder.Property(claim => claim.Listener).HasMaxLength(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(claim => claim.EndpointAddress).HasMaxLength(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(claim => claim.ClientAddress).HasMaxLength(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.HasIndex(claim => new { claim.LinkId, claim.Cloud, claim.Service, claim.Name }).IsUnique();
        builder.HasIndex(claim => claim.Name);
    }
}
