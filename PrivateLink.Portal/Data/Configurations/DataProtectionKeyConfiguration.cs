using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PrivateLink.Portal.Data.Configurations;

/// <summary>The framework's own table. A key that is encrypted with a certificate needs about three thousand characters.</summary>
internal sealed class DataProtectionKeyConfiguration : IEntityTypeConfiguration<DataProtectionKey>
{
    private const int NameLength = 256;
    private const int XmlLength = 20_000;

    public void Configure(EntityTypeBuilder<DataProtectionKey> builder)
    {
        builder.Property(key => key.FriendlyName).HasMaxLength(NameLength);
        builder.Property(key => key.Xml).HasMaxLength(XmlLength);
    }
}
