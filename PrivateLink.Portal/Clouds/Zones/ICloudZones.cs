using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>The zones of a cloud in which endpoints have to be where the service is.</summary>
public interface ICloudZones
{
    /// <summary>What zone IDs of a service look like.</summary>
    string Example { get; }

    /// <summary>What is wrong with the zones of a service; null when nothing is.</summary>
    /// <param name="region">The service's region.</param>
    /// <param name="zoneIds">What was typed.</param>
    /// <param name="isPublished">Whether customers have to find a zone in common.</param>
    string? MistakeIn(string region, IReadOnlyList<string> zoneIds, bool isPublished);

    /// <summary>What the step is for.</summary>
    string PurposeOf(bool isRemote);

    /// <summary>How names and IDs of zones belong together.</summary>
    string ExplanationOf(string region);

    /// <summary>Finds out which zones the customer's account has; null where everybody has the same.</summary>
    IPastedZones? Pasted { get; }
}

/// <summary>The zones of one account, from the output of a command.</summary>
public interface IPastedZones
{
    /// <summary>Prints the zones of the account.</summary>
    Artefact Command(string region);

    /// <summary>Where the same stands in the console.</summary>
    IReadOnlyList<string> ByHand(string region);

    /// <summary>Reads what the command printed, in whatever form. Called on each keystroke by the form and again by the service.</summary>
    ZoneReading Read(string? pasted);

    /// <summary>The account's zones beside those of a service.</summary>
    ZoneMatch Match(IReadOnlyList<Zone> zones, PublishedService service, string region);
}
