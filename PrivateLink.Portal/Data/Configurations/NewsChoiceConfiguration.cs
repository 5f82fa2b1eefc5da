using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class NewsChoiceConfiguration : IEntityTypeConfiguration<NewsChoice>
{
    public void Configure(EntityTypeBuilder<NewsChoice> builder)
    {
        builder.HasKey(choice => choice.PersonId);
        builder.Property(choice => choice.PersonId).ValueGeneratedNever();
        builder.Property(choice => choice.Zone).HasMaxLength(NewsChoice.ZoneLength).IsUnicode(false);
        builder.HasOne(choice => choice.Person).WithOne().HasForeignKey<NewsChoice>(choice => choice.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
