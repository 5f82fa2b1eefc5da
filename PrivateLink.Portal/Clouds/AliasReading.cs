namespace PrivateLink.Portal.Clouds;

/// <summary>What came of reading a service's alias: the alias with the region that it names, or a sentence.</summary>
public readonly record struct AliasReading(string? Alias, string? Region, string? Error)
{
    internal static AliasReading Found(string alias, string region) => new(alias, region, null);

    internal static AliasReading Wrong(string error) => new(null, null, error);
}
