using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class RecordGapConfiguration : IEntityTypeConfiguration<RecordGap>
{
    public void Configure(EntityTypeBuilder<RecordGap> builder)
    {
        builder.HasKey(gap => gap.Id);
        builder.Property(gap => gap.Id).ValueGeneratedNever();
        builder.Property(gap => gap.Node).HoldsStrangersText(ConnectionRecord.NodeLength).IsComparedByteForByte();
        builder.HasIndex(gap => gap.To);
    }
}
