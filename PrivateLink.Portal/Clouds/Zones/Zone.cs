namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>A zone as one AWS account sees it.</summary>
/// <param name="Name">The account's own label, for example <c>us-east-1a</c>.</param>
/// <param name="Id">The same place for everybody, for example <c>use1-az4</c>.</param>
/// <param name="Kind">Availability zone, Local Zone or Wavelength Zone, by its own word where the output had one.</param>
/// <param name="State">For example <c>available</c>; null when the output did not tell.</param>
/// <param name="OptIn">For example <c>not-opted-in</c>; null when the output did not tell.</param>
public sealed record Zone(string Name, string Id, string Kind, string? State = null, string? OptIn = null)
{
    public const string AvailabilityZone = "availability-zone";

    public bool IsAvailabilityZone => Kind == AvailabilityZone;

    /// <summary>The region that the name begins with.</summary>
    public string Region => IsAvailabilityZone ? Name[..^1] : string.Join('-', Name.Split('-').Take(3));
}
