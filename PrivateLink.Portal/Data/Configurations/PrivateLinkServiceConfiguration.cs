using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class PrivateLinkServiceConfiguration : EntityConfiguration<PrivateLinkService>
{
    protected override void ConfigureEntity(EntityTypeBuilder<PrivateLinkService> builder)
    {
        builder.ToTable("PrivateLinkServices");
        builder.Property(service => service.Name).HasMaxLength(PrivateLinkService.NameLength);
        builder.Property(service => service.NormalizedName).HasMaxLength(PrivateLinkService.NameLength).IsComparedByteForByte();
        builder.Property(service => service.Region).HasMaxLength(PrivateLinkService.RegionLength);
        builder.Property(service => service.Alias).HasMaxLength(PrivateLinkService.AliasLength);
        builder.Property(service => service.CloudResourceId).HasMaxLength(PrivateLinkService.CloudResourceIdLength);
        builder.Property(service => service.ZoneIds).HasMaxLength(PrivateLinkService.WordsLength).IsUnicode(false);
        builder.Property(service => service.SupportedRegions).HasMaxLength(PrivateLinkService.WordsLength).IsUnicode(false);
        builder.Property(service => service.Ports).HasMaxLength(PrivateLinkService.WordsLength).IsUnicode(false).HasDefaultValue("443");
        builder.Property(service => service.Acceptance).HasDefaultValue(Acceptance.Open).HasSentinel((Acceptance)0);
        builder.Property(service => service.PrivateDnsName).HasMaxLength(PrivateLinkService.PrivateDnsNameLength);
        builder.Property(service => service.Instructions).HasMaxLength(PrivateLinkService.InstructionsLength);
        builder.HasIndex(service => service.NormalizedName).IsUnique();

        // Private endpoints reference both columns, so an endpoint's cloud always matches its service's.
        builder.HasAlternateKey(service => new { service.Id, service.Cloud });
    }
}
