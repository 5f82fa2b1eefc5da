using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class NewsItemConfiguration : IEntityTypeConfiguration<NewsItem>
{
    public void Configure(EntityTypeBuilder<NewsItem> builder)
    {
        builder.HasKey(item => item.Id);
        builder.Property(item => item.Id).ValueGeneratedNever();
        builder.Property(item => item.Key).HasMaxLength(NewsItem.KeyLength).IsUnicode(false).IsComparedByteForByte();
        builder.Property(item => item.Subject).HasMaxLength(NewsItem.SubjectLength);
        builder.Property(item => item.Text).HasMaxLength(NewsItem.TextLength);
        builder.Property(item => item.Path).HasMaxLength(NewsItem.PathLength);

        // Prevents sending a person the same news twice.
        builder.HasIndex(item => new { item.PersonId, item.Key }).IsUnique();
        builder.HasIndex(item => item.DoneAt);
        builder.HasOne(item => item.Person).WithMany().HasForeignKey(item => item.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
