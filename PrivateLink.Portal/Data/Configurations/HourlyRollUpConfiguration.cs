using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class HourlyRollUpConfiguration : IEntityTypeConfiguration<HourlyRollUp>
{
    public void Configure(EntityTypeBuilder<HourlyRollUp> builder)
    {
        // By hour, because a range of hours is what is read, and the current one is what is written.
        builder.HasKey(rollUp => new { rollUp.Hour, rollUp.Id });
        builder.Property(rollUp => rollUp.Id).ValueGeneratedNever();
        builder.Property(rollUp => rollUp.Listener).HoldsStrangersText(ConnectionRecord.ListenerLength).IsComparedByteForByte();
        builder.Property(rollUp => rollUp.LinkId).HoldsLinkId().IsComparedByteForByte();
        builder.Property(rollUp => rollUp.Sources).HoldsStrangersText(HourlyRollUp.SourcesLength).IsUnicode(false);

        // A tenant's charts are read from the index alone: it has everything that is grouped, filtered and summed.
        builder.HasIndex(rollUp => new { rollUp.TenantId, rollUp.Hour }).IncludeProperties(
            rollUp => new { rollUp.Verdict, rollUp.Reason, rollUp.ResourceId, rollUp.Cloud, rollUp.LinkId, rollUp.Listener, rollUp.Connections, rollUp.Failed });
    }
}
