using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class HeartbeatConfiguration : IEntityTypeConfiguration<Heartbeat>
{
    public void Configure(EntityTypeBuilder<Heartbeat> builder)
    {
        builder.HasKey(heartbeat => heartbeat.Node);
        builder.Property(heartbeat => heartbeat.Node).HasMaxLength(ConnectionRecord.NodeLength).IsComparedByteForByte();
    }
}
