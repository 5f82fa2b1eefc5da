using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class ResourceConfiguration : EntityConfiguration<Resource>
{
    internal const int LongestHost = 255;

    protected override void ConfigureEntity(EntityTypeBuilder<Resource> builder)
    {
        // Zero is not a mode. A row without a mode must not exist, because code could read it as a less strict mode.
        builder.ToTable(table => table.HasCheckConstraint("CK_Resources_Mode", "Mode IN (1, 2, 3)"));

        builder.Property(resource => resource.Host).HasMaxLength(LongestHost).IsComparedByteForByte();
        builder.Property(resource => resource.Suffix).HasMaxLength(LongestHost).IsComparedByteForByte();
        builder.HasIndex(resource => resource.Host).IsUnique();
        builder.HasIndex(resource => resource.Suffix);

        // Allowed links reference both columns, so a resource can list only private endpoints of its own tenant.
        builder.HasAlternateKey(resource => new { resource.TenantId, resource.Id });

        builder.HasOne(resource => resource.Tenant).WithMany().HasForeignKey(resource => resource.TenantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(resource => resource.Upstream).WithMany().HasForeignKey(resource => resource.UpstreamId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(resource => resource.AllowedLinks).WithOne()
            .HasForeignKey(link => new { link.TenantId, link.ResourceId })
            .HasPrincipalKey(resource => new { resource.TenantId, resource.Id })
            .OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(resource => resource.Aliases).WithOne()
            .HasForeignKey(alias => new { alias.TenantId, alias.ResourceId })
            .HasPrincipalKey(resource => new { resource.TenantId, resource.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
