using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class ConnectionRecordConfiguration : IEntityTypeConfiguration<ConnectionRecord>
{
    public void Configure(EntityTypeBuilder<ConnectionRecord> builder)
    {
        builder.HasKey(record => record.Id);
        builder.Property(record => record.Id).ValueGeneratedNever();

        builder.Property(record => record.Node).HasMaxLength(ConnectionRecord.NodeLength).IsComparedByteForByte();
        builder.Property(record => record.Listener).HasMaxLength(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(record => record.Detail).HasMaxLength(ConnectionRecord.DetailLength);
        builder.Property(record => record.Peer).HasMaxLength(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(record => record.Source).HasMaxLength(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(record => record.Destination).HasMaxLength(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(record => record.UpstreamAddress).HasMaxLength(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(record => record.ClientKey).HasMaxLength(AddressKey.Length).IsUnicode(false).IsComparedByteForByte();
        builder.Property(record => record.LinkId).HasMaxLength(PrivateEndpoint.LinkIdLength).IsComparedByteForByte();
        builder.Property(record => record.LinkTlv).HasMaxLength(ConnectionRecord.LinkTlvLength).IsUnicode(false);
        builder.Property(record => record.FirstBytes).HasMaxLength(ConnectionRecord.FirstBytesLength).IsUnicode(false);
        builder.Property(record => record.NestedLinkId).HasMaxLength(PrivateEndpoint.LinkIdLength).IsComparedByteForByte();
        builder.Property(record => record.ServerName).HasMaxLength(ConnectionRecord.ServerNameLength);
        builder.Property(record => record.Host).HasMaxLength(ConnectionRecord.HostLength).IsComparedByteForByte();
        builder.Property(record => record.Alpn).HasMaxLength(ConnectionRecord.AlpnLength);
        builder.Property(record => record.TlsVersions).HasMaxLength(ConnectionRecord.TlsVersionsLength);
        builder.Property(record => record.Upstream).HasMaxLength(Upstream.NameLength);

        // Every index is paid for by every connection. The key serves the company's history, these a tenant's and a link's,
        // each newest first; the last one holds open connections only, for a start after a crash.
        builder.HasIndex(record => new { record.TenantId, record.Id });
        builder.HasIndex(record => new { record.LinkId, record.Id });
        builder.HasIndex(record => record.Node).HasFilter("State = 1");
    }
}
