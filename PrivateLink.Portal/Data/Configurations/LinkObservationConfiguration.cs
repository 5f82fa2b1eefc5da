using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class LinkObservationConfiguration : IEntityTypeConfiguration<LinkObservation>
{
    public void Configure(EntityTypeBuilder<LinkObservation> builder)
    {
        builder.HasKey(link => new { link.LinkId, link.Cloud, link.Service });
        builder.Property(link => link.LinkId).HasMaxLength(PrivateEndpoint.LinkIdLength).IsComparedByteForByte();
        builder.Property(link => link.Service).HasMaxLength(PrivateLinkService.NameLength).IsComparedByteForByte();
        builder.Property(link => link.Listener).HasMaxLength(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(link => link.EndpointAddress).HasMaxLength(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(link => link.ClientAddress).HasMaxLength(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(link => link.Host).HasMaxLength(ConnectionRecord.HostLength).IsComparedByteForByte();
    }
}
