using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class ServiceMomentConfiguration : IEntityTypeConfiguration<ServiceMoment>
{
    public void Configure(EntityTypeBuilder<ServiceMoment> builder)
    {
        builder.HasKey(moment => moment.Id);
        builder.Property(moment => moment.Id).ValueGeneratedNever();
        builder.Property(moment => moment.Node).HoldsStrangersText(ConnectionRecord.NodeLength).IsComparedByteForByte();
        builder.Property(moment => moment.Upstream).HasMaxLength(Upstream.NameLength);
        builder.Property(moment => moment.Detail).HoldsStrangersText(ServiceMoment.DetailLength);

        // Queries read a time range, or the latest moment of one process.
        builder.HasIndex(moment => moment.Time);
    }
}
