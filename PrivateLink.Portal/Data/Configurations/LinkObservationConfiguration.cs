using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class LinkObservationConfiguration : IEntityTypeConfiguration<LinkObservation>
{
    public void Configure(EntityTypeBuilder<LinkObservation> builder)
    {
        builder.HasKey(link => new { link.LinkId, link.Cloud, link.Service });
        builder.Property(link => link.LinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(link => link.Service).HoldsStrangersText(PrivateLinkService.NameLength).IsComparedByteForByte();
        builder.Property(link => link.Listener).HoldsStrangersText(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(link => link.EndpointAddress).HoldsStrangersText(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(link => link.ClientAddress).HoldsStrangersText(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(link => link.Host).HoldsStrangersText(ConnectionRecord.HostLength).IsComparedByteForByte();

        // Finds the links that were new on a day without reading every link.
        builder.HasIndex(link => link.FirstSeen);
    }
}
