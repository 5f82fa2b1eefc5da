using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class HourlyRollUpConfiguration : IEntityTypeConfiguration<HourlyRollUp>
{
    public void Configure(EntityTypeBuilder<HourlyRollUp> builder)
    {
        builder.HasKey(rollUp => rollUp.Id);
        builder.Property(rollUp => rollUp.Id).ValueGeneratedNever();
        builder.Property(rollUp => rollUp.Listener).HoldsStrangersText(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(rollUp => rollUp.LinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(rollUp => rollUp.Sources).HoldsStrangersText(HourlyRollUp.SourcesLength).IsUnicode(false);
        builder.HasIndex(rollUp => rollUp.Hour);
        builder.HasIndex(rollUp => new { rollUp.TenantId, rollUp.Hour });
    }
}
