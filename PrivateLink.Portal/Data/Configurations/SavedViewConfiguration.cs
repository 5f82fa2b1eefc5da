using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.HasKey(view => view.Id);
        builder.Property(view => view.Id).ValueGeneratedNever();
        builder.Property(view => view.Page).HasMaxLength(SavedView.PageLength).IsUnicode(false).IsComparedByteForByte();
        builder.Property(view => view.Name).HasMaxLength(SavedView.NameLength);
        builder.Property(view => view.NormalizedName).HasMaxLength(SavedView.NameLength).IsComparedByteForByte();
        builder.Property(view => view.Query).HasMaxLength(SavedView.QueryLength);
        builder.HasIndex(view => new { view.PersonId, view.Page, view.NormalizedName }).IsUnique();
        builder.HasOne(view => view.Person).WithMany().HasForeignKey(view => view.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(view => view.TenantId); // no foreign key: SQLite would have to rebuild the table, and tenants are never deleted
    }
}
