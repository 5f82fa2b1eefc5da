using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    /// <summary>The trigger that refuses updates and deletes. SQLite has one for each, named with a suffix.</summary>
    public const string Trigger = "TR_AuditEntries_AppendOnly";

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        // SQL Server rejects an OUTPUT clause on a table with triggers. Entity Framework omits it if it knows of a trigger.
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

        // Pages read newest first: all entries, one tenant's entries, or the history of one target.
        builder.HasIndex(entry => new { entry.TenantId, entry.Sequence });
        builder.HasIndex(entry => new { entry.TargetId, entry.Sequence });
    }
}
