namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>A zone as one AWS account sees it.</summary>
/// <param name="Name">The account's own label, for example <c>us-east-1a</c>.</param>
/// <param name="Id">The ID, which is the same in all accounts, for example <c>use1-az4</c>.</param>
/// <param name="Kind">Availability zone, Local Zone or Wavelength Zone, in AWS's own word if the output had one.</param>
/// <param name="State">For example <c>available</c>. Null if the output did not say.</param>
/// <param name="OptIn">For example <c>not-opted-in</c>. Null if the output did not say.</param>
public sealed record Zone(string Name, string Id, string Kind, string? State = null, string? OptIn = null)
{
    public const string AvailabilityZone = "availability-zone";

    public bool IsAvailabilityZone => Kind == AvailabilityZone;

    /// <summary>The region at the start of the name.</summary>
    public string Region => IsAvailabilityZone ? Name[..^1] : string.Join('-', Name.Split('-').Take(3));
}
