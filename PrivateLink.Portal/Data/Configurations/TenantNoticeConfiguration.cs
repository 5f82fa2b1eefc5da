using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class TenantNoticeConfiguration : EntityConfiguration<TenantNotice>
{
    protected override void ConfigureEntity(EntityTypeBuilder<TenantNotice> builder)
    {
        builder.Property(notice => notice.Text).HasMaxLength(TenantNotice.TextLength);
        builder.HasIndex(notice => notice.TenantId);
        builder.HasOne(notice => notice.Tenant).WithMany().HasForeignKey(notice => notice.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
