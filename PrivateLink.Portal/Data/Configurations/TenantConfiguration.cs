using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class TenantConfiguration : EntityConfiguration<Tenant>
{
    protected override void ConfigureEntity(EntityTypeBuilder<Tenant> builder)
    {
        builder.Property(tenant => tenant.Name).HasMaxLength(Tenant.NameLength);
        builder.Property(tenant => tenant.NormalizedName).HasMaxLength(Tenant.NameLength).IsComparedByteForByte();
        builder.HasIndex(tenant => tenant.NormalizedName).IsUnique();
    }
}
