using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class SharedConnectionConfiguration : EntityConfiguration<SharedConnection>
{
    protected override void ConfigureEntity(EntityTypeBuilder<SharedConnection> builder)
    {
        builder.Property(shared => shared.Title).HasMaxLength(SharedConnection.TitleLength);
        builder.Property(shared => shared.Document).HasMaxLength(SharedConnection.DocumentLength);
        builder.Property(shared => shared.TokenHash).HasMaxLength(SharedConnection.TokenHashLength).IsComparedByteForByte();
        builder.Property(shared => shared.MadeBy).HasMaxLength(Entity.PersonLength);
        builder.Property(shared => shared.FirstOpenedFrom).HasMaxLength(SharedConnection.AddressLength);
        builder.HasIndex(shared => shared.TokenHash).IsUnique();
        builder.HasIndex(shared => shared.ConnectionId);
        builder.HasIndex(shared => shared.ExpiresAt);
        builder.HasOne(shared => shared.Tenant).WithMany().HasForeignKey(shared => shared.TenantId).OnDelete(DeleteBehavior.Cascade);
    }
}
