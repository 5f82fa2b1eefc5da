using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class UpstreamConfiguration : EntityConfiguration<Upstream>
{
    private const int LongestDnsName = 253;

    protected override void ConfigureEntity(EntityTypeBuilder<Upstream> builder)
    {
        builder.Property(upstream => upstream.Name).HasMaxLength(Upstream.NameLength);
        builder.Property(upstream => upstream.NormalizedName).HasMaxLength(Upstream.NameLength).IsComparedByteForByte();
        builder.HasIndex(upstream => upstream.NormalizedName).IsUnique();

        builder.OwnsMany(upstream => upstream.Addresses, address =>
        {
            address.ToTable("UpstreamAddresses");
            address.WithOwner().HasForeignKey(a => a.UpstreamId);
            address.HasKey(a => a.Id);
            address.Property(a => a.Id).ValueGeneratedNever();
            address.Property(a => a.Host).HasMaxLength(LongestDnsName).IsComparedByteForByte();
            address.HasIndex(a => new { a.UpstreamId, a.Host, a.Port }).IsUnique();
        });
    }
}
