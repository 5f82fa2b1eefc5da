using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class SumProgressConfiguration : IEntityTypeConfiguration<SumProgress>
{
    public void Configure(EntityTypeBuilder<SumProgress> builder)
    {
        builder.HasKey(progress => new { progress.RunId, progress.Kind });
        builder.HasIndex(progress => progress.ChangedAt);
    }
}
