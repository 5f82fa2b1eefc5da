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
        builder.Property(claim => claim.Name).HoldsStrangersText(ConnectionRecord.HostLength).IsComparedByteForByte();
        builder.Property(claim => claim.LinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(claim => claim.Service).HoldsStrangersText(PrivateLinkService.NameLength).IsComparedByteForByte();
        builder.Property(claim => claim.Listener).HoldsStrangersText(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(claim => claim.EndpointAddress).HoldsStrangersText(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(claim => claim.ClientAddress).HoldsStrangersText(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.HasIndex(claim => new { claim.LinkId, claim.Cloud, claim.Service, claim.Name }).IsUnique();
        builder.HasIndex(claim => claim.Name);
    }
}
