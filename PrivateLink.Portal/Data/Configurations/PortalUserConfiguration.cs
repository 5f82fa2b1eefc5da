using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data.Configurations;

/// <summary>
/// The tables of ASP.NET Core Identity that the portal uses: people, authenticators, recovery codes and passkeys. They are mapped by hand because
/// Identity's own mapping keeps passkeys in a JSON column. It also lets the portal choose names and lengths.
/// </summary>
internal sealed class PortalUserConfiguration :
    IEntityTypeConfiguration<PortalUser>, IEntityTypeConfiguration<IdentityUserToken<Guid>>, IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    private const int StampLength = 64;
    private const int CredentialIdLength = 767;

    public void Configure(EntityTypeBuilder<PortalUser> builder)
    {
        builder.ToTable("People", table => table.HasCheckConstraint("CK_People_CompanyRole", "CompanyRole IS NULL OR CompanyRole IN (1, 2, 3)"));
        builder.HasKey(user => user.Id);
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.Name).HasMaxLength(PortalUser.NameLength);
        builder.Property(user => user.UserName).HasMaxLength(PortalUser.EmailLength).IsRequired();
        builder.Property(user => user.NormalizedUserName).HasMaxLength(PortalUser.EmailLength).IsRequired().IsComparedByteForByte();
        builder.Property(user => user.Email).HasMaxLength(PortalUser.EmailLength).IsRequired();
        builder.Property(user => user.NormalizedEmail).HasMaxLength(PortalUser.EmailLength).IsRequired().IsComparedByteForByte();
        builder.Property(user => user.PasswordHash).HasMaxLength(400);
        builder.Property(user => user.SecurityStamp).HasMaxLength(StampLength);
        builder.Property(user => user.ConcurrencyStamp).HasMaxLength(StampLength).IsConcurrencyToken();
        builder.HasIndex(user => user.NormalizedUserName).IsUnique();
        builder.HasIndex(user => user.NormalizedEmail).IsUnique();

        // Identity writes back the whole person as loaded at the start of the request. Other code updates these two values in the meantime.
        builder.Property(user => user.CodesTried).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
        builder.Property(user => user.CodesClosedUntil).Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);

        // The portal calls no one by phone. The end of a lockout must be comparable in both databases.
        builder.Ignore(user => user.PhoneNumber);
        builder.Ignore(user => user.PhoneNumberConfirmed);
        builder.Property(user => user.LockoutEnd).HasConversion(
            end => end == null ? (DateTime?)null : end.Value.UtcDateTime,
            end => end == null ? null : new DateTimeOffset(DateTime.SpecifyKind(end.Value, DateTimeKind.Utc)));

        builder.HasMany<IdentityUserToken<Guid>>().WithOne().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany<IdentityUserPasskey<Guid>>().WithOne().HasForeignKey(passkey => passkey.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.ToTable("PersonTokens");
        builder.HasKey(token => new { token.UserId, token.LoginProvider, token.Name });
        builder.Property(token => token.LoginProvider).HasMaxLength(64);
        builder.Property(token => token.Name).HasMaxLength(64);
        builder.Property(token => token.Value).HasMaxLength(1000);
    }

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("PersonPasskeys");
        builder.HasKey(passkey => passkey.CredentialId);
        builder.Property(passkey => passkey.CredentialId).HasMaxLength(CredentialIdLength);
        builder.Property(passkey => passkey.Data).HasConversion(
            data => JsonSerializer.Serialize(data, JsonSerializerOptions.Default),
            text => JsonSerializer.Deserialize<IdentityPasskeyData>(text, JsonSerializerOptions.Default)!,
            new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<IdentityPasskeyData>(
                (left, right) => JsonSerializer.Serialize(left, JsonSerializerOptions.Default) == JsonSerializer.Serialize(right, JsonSerializerOptions.Default),
                data => JsonSerializer.Serialize(data, JsonSerializerOptions.Default).GetHashCode(StringComparison.Ordinal),
                data => JsonSerializer.Deserialize<IdentityPasskeyData>(JsonSerializer.Serialize(data, JsonSerializerOptions.Default), JsonSerializerOptions.Default)!));
    }
}
