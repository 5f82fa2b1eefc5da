namespace PrivateLink.Portal.Clouds;

/// <summary>The result of reading a service's alias: the alias and the region that it names, or an error sentence.</summary>
public readonly record struct AliasReading(string? Alias, string? Region, string? Error)
{
    internal static AliasReading Found(string alias, string region) => new(alias, region, null);

    internal static AliasReading Wrong(string error) => new(null, null, error);
}
