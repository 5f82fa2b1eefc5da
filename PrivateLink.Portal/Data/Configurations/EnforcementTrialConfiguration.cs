using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class EnforcementTrialConfiguration : EntityConfiguration<EnforcementTrial>
{
    protected override void ConfigureEntity(EntityTypeBuilder<EnforcementTrial> builder)
    {
        builder.Property(trial => trial.StartedBy).HasMaxLength(Entity.PersonLength);

        // A resource has at most one running trial.
        builder.HasIndex(trial => trial.ResourceId).IsUnique().HasFilter("Outcome IS NULL");
        builder.HasIndex(trial => trial.Deadline).HasFilter("Outcome IS NULL");

        builder.HasOne(trial => trial.Resource).WithMany()
            .HasForeignKey(trial => new { trial.TenantId, trial.ResourceId })
            .HasPrincipalKey(resource => new { resource.TenantId, resource.Id })
            .OnDelete(DeleteBehavior.Cascade);
    }
}
