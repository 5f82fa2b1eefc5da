using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.HasKey(installation => installation.Id);
        builder.Property(installation => installation.Id).ValueGeneratedNever();
    }
}
