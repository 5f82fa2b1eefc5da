using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PrivateLink.Portal.Data;

/// <summary>Databases forget that a time is UTC; reading it back says so again.</summary>
public sealed class UtcDateTimeConverter()
    : ValueConverter<DateTime, DateTime>(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
