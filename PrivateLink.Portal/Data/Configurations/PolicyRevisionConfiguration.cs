using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class PolicyRevisionConfiguration : IEntityTypeConfiguration<PolicyRevision>
{
    public void Configure(EntityTypeBuilder<PolicyRevision> builder)
    {
        builder.HasKey(revision => revision.Number);
        builder.Property(revision => revision.Number).ValueGeneratedNever();
        builder.Property(revision => revision.Summary).HasMaxLength(PolicyRevision.SummaryLength);
        builder.Property(revision => revision.By).HasMaxLength(Entity.PersonLength);

        // Marks query the revisions in a time range.
        builder.HasIndex(revision => revision.CreatedAt);
    }
}
