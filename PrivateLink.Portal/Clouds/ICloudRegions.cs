using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds;

/// <summary>The regions of a cloud.</summary>
public interface ICloudRegions
{
    /// <summary>Suggestions for input fields. Other values are allowed, because a cloud opens a region before this list includes it.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Whether a service itself lists the other regions from which it accepts endpoints.</summary>
    bool AreOpenedByService { get; }

    /// <summary>Reads a region's name in the form that commands accept.</summary>
    FieldReading Read(string typed);

    /// <summary>Whether and how a network in a region reaches a service.</summary>
    RegionReach Reach(PublishedService service, string region);

    /// <summary>What is wrong with a well-formed region to which a service in another region is opened. Null if it is valid.</summary>
    string? MistakeInOpening(string serviceRegion, string opened);
}
