using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

internal sealed class PersonSessionConfiguration : IEntityTypeConfiguration<PersonSession>
{
    public void Configure(EntityTypeBuilder<PersonSession> builder)
    {
        builder.HasKey(session => session.Id);
        builder.Property(session => session.Id).ValueGeneratedNever();
        builder.Property(session => session.Method).HasMaxLength(40);
        builder.Property(session => session.Browser).HasMaxLength(PersonSession.BrowserLength);
        builder.Property(session => session.Address).HasMaxLength(PersonSession.AddressLength);
        builder.HasIndex(session => session.PersonId);
        builder.HasOne(session => session.Person).WithMany().HasForeignKey(session => session.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
