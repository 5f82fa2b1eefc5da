using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class ResourceAliasConfiguration : IEntityTypeConfiguration<ResourceAlias>
{
    public void Configure(EntityTypeBuilder<ResourceAlias> builder)
    {
        builder.HasKey(alias => new { alias.ResourceId, alias.Host });
        builder.Property(alias => alias.Host).HasMaxLength(ResourceConfiguration.LongestHost).IsComparedByteForByte();
        builder.Property(alias => alias.Suffix).HasMaxLength(ResourceConfiguration.LongestHost).IsComparedByteForByte();
        builder.HasIndex(alias => alias.Host).IsUnique();
        builder.HasIndex(alias => alias.Suffix);
    }
}
