using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class InvitationConfiguration : EntityConfiguration<Invitation>
{
    protected override void ConfigureEntity(EntityTypeBuilder<Invitation> builder)
    {
        // An invitation has exactly one role, on one side.
        builder.ToTable(table => table.HasCheckConstraint(
            "CK_Invitations_Role",
            "(TenantId IS NULL AND CompanyRole IN (1, 2, 3) AND TenantRole IS NULL) OR (TenantId IS NOT NULL AND TenantRole IN (1, 2, 3) AND CompanyRole IS NULL)"));
        builder.Property(invitation => invitation.Email).HasMaxLength(PortalUser.EmailLength);
        builder.Property(invitation => invitation.NormalizedEmail).HasMaxLength(PortalUser.EmailLength).IsComparedByteForByte();
        builder.Property(invitation => invitation.TokenHash).HasMaxLength(Invitation.TokenHashLength).IsComparedByteForByte();
        builder.Property(invitation => invitation.InvitedBy).HasMaxLength(Entity.PersonLength);
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
        builder.HasIndex(invitation => invitation.InvitedById);
        builder.HasIndex(invitation => new { invitation.TenantId, invitation.NormalizedEmail });

        builder.HasOne(invitation => invitation.Tenant).WithMany().HasForeignKey(invitation => invitation.TenantId).OnDelete(DeleteBehavior.Restrict);
    }
}
