using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class HourlyRollUpConfiguration : IEntityTypeConfiguration<HourlyRollUp>
{
    public void Configure(EntityTypeBuilder<HourlyRollUp> builder)
    {
        // The hour leads the key: reads cover a range of hours, and writes go to the current hour.
        builder.HasKey(rollUp => new { rollUp.Hour, rollUp.Id });
        builder.Property(rollUp => rollUp.Id).ValueGeneratedNever();
        builder.Property(rollUp => rollUp.Listener).HoldsStrangersText(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(rollUp => rollUp.LinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(rollUp => rollUp.Sources).HoldsStrangersText(HourlyRollUp.SourcesLength).IsUnicode(false);

        // A tenant's charts need only this index. It holds every column that they group, filter and sum.
        builder.HasIndex(rollUp => new { rollUp.TenantId, rollUp.Hour }).IncludeProperties(
            rollUp => new { rollUp.Verdict, rollUp.Reason, rollUp.ResourceId, rollUp.Cloud, rollUp.LinkId, rollUp.Listener, rollUp.Connections, rollUp.Failed });
    }
}
