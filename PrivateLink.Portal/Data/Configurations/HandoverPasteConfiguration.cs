using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class HandoverPasteConfiguration : EntityConfiguration<HandoverPaste>
{
    protected override void ConfigureEntity(EntityTypeBuilder<HandoverPaste> builder)
    {
        builder.Property(paste => paste.Text).HasMaxLength(HandoverPaste.TextLength);
        builder.Property(paste => paste.Address).HasMaxLength(StepHandover.AddressLength);

        // Deleting the link deletes what was sent through it.
        builder.HasOne(paste => paste.Handover).WithMany()
            .HasForeignKey(paste => new { paste.TenantId, paste.HandoverId })
            .HasPrincipalKey(handover => new { handover.TenantId, handover.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
