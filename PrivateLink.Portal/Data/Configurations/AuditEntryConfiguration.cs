using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    /// <summary>The trigger that refuses update and delete; SQLite has one for each, with a suffix.</summary>
    public const string Trigger = "TR_AuditEntries_AppendOnly";

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        // SQL Server takes no OUTPUT clause on a table with triggers; Entity Framework leaves it out when it knows of one.
        builder.ToTable("AuditEntries", table => table.HasTrigger(Trigger));

        builder.HasKey(entry => entry.Sequence);
        builder.Property(entry => entry.Sequence).ValueGeneratedNever();
        builder.Property(entry => entry.Actor).HasMaxLength(Entity.PersonLength);
        builder.Property(entry => entry.Address).HasMaxLength(AuditEntry.AddressLength).IsUnicode(false);
        builder.Property(entry => entry.Action).HasMaxLength(AuditEntry.ActionLength).IsUnicode(false).IsComparedByteForByte();
        builder.Property(entry => entry.TargetKind).HasMaxLength(AuditEntry.TargetKindLength).IsUnicode(false).IsComparedByteForByte();
        builder.Property(entry => entry.TargetName).HasMaxLength(AuditEntry.TargetNameLength);
        builder.Property(entry => entry.Why).HasMaxLength(AuditEntry.WhyLength);
        builder.Property(entry => entry.Before).HasMaxLength(AuditEntry.FactsLength);
        builder.Property(entry => entry.After).HasMaxLength(AuditEntry.FactsLength);
        builder.Property(entry => entry.CorrelationId).HasMaxLength(AuditEntry.CorrelationIdLength).IsUnicode(false);
        builder.Property(entry => entry.PreviousHash).HasMaxLength(AuditEntry.HashLength).IsUnicode(false).IsComparedByteForByte();
        builder.Property(entry => entry.Hash).HasMaxLength(AuditEntry.HashLength).IsUnicode(false).IsComparedByteForByte();

        // Pages read newest first: everything, one tenant's, or the story of one thing.
        builder.HasIndex(entry => new { entry.TenantId, entry.Sequence });
        builder.HasIndex(entry => new { entry.TargetId, entry.Sequence });
    }
}
