using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PrivateLink.Portal.Data;

/// <summary>Databases do not store that a time is UTC. This converter restores it on reading.</summary>
public sealed class UtcDateTimeConverter()
    : ValueConverter<DateTime, DateTime>(time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
