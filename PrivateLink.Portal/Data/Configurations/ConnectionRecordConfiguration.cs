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

        builder.Property(record => record.Node).HoldsStrangersText(ConnectionRecord.NodeLength).IsComparedByteForByte();
        builder.Property(record => record.Listener).HoldsStrangersText(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(record => record.Detail).HoldsStrangersText(ConnectionRecord.DetailLength);
        builder.Property(record => record.Peer).HoldsStrangersText(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(record => record.Source).HoldsStrangersText(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(record => record.Destination).HoldsStrangersText(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(record => record.UpstreamAddress).HoldsStrangersText(ConnectionRecord.AddressLength).IsUnicode(false);
        builder.Property(record => record.ClientKey).HoldsStrangersText(AddressKey.Length).IsUnicode(false).IsComparedByteForByte();
        builder.Property(record => record.LinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(record => record.LinkTlv).HoldsStrangersText(ConnectionRecord.LinkTlvLength).IsUnicode(false);
        builder.Property(record => record.FirstBytes).HoldsStrangersText(ConnectionRecord.FirstBytesLength).IsUnicode(false);
        builder.Property(record => record.NestedLinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(record => record.ServerName).HoldsStrangersText(ConnectionRecord.ServerNameLength);
        builder.Property(record => record.Host).HoldsStrangersText(ConnectionRecord.HostLength).IsComparedByteForByte();
        builder.Property(record => record.Alpn).HoldsStrangersText(ConnectionRecord.AlpnLength);
        builder.Property(record => record.TlsVersions).HoldsStrangersText(ConnectionRecord.TlsVersionsLength);
        builder.Property(record => record.Upstream).HoldsStrangersText(Upstream.NameLength);

        // By default, treat every text column as text from a stranger.
        var texts = typeof(ConnectionRecord).GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => builder.Property<string>(property.Name));
        foreach (var text in texts.Where(text => !StrangersText.IsStrangersText(text.Metadata))) text.HoldsStrangersText(ConnectionRecord.TextLength);

        // Every connection pays for every index. The key serves the company's history. The first two indexes serve a tenant's and a link's history,
        // newest first. The last holds only open connections, for a start after a crash.
        builder.HasIndex(record => new { record.TenantId, record.Id });
        builder.HasIndex(record => new { record.LinkId, record.Id });
        builder.HasIndex(record => record.Node).HasFilter("State = 1");
    }
}
