using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class MembershipConfiguration : EntityConfiguration<Membership>
{
    protected override void ConfigureEntity(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable(table => table.HasCheckConstraint("CK_Memberships_Role", "Role IN (1, 2, 3)"));
        builder.HasIndex(membership => new { membership.TenantId, membership.PersonId }).IsUnique();

        builder.HasOne(membership => membership.Tenant).WithMany().HasForeignKey(membership => membership.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(membership => membership.Person).WithMany(person => person.Memberships)
            .HasForeignKey(membership => membership.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
