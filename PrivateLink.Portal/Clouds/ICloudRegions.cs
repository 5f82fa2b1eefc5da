using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds;

/// <summary>The regions of a cloud.</summary>
public interface ICloudRegions
{
    /// <summary>What fields offer while somebody types. Suggestions: a cloud opens a region before this list knows of it.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>Whether a service says itself which other regions it takes endpoints from.</summary>
    bool AreOpenedByService { get; }

    /// <summary>Reads a region's name in the form that commands take.</summary>
    FieldReading Read(string typed);

    /// <summary>Whether and how a service is reached from a region.</summary>
    RegionReach Reach(PublishedService service, string region);

    /// <summary>What is wrong with a well-formed region among those that a service in another one is opened for; null when nothing is.</summary>
    string? MistakeInOpening(string serviceRegion, string opened);
}
