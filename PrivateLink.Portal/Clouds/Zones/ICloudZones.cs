using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>The zone rules of a cloud whose endpoints must be in the service's zones.</summary>
public interface ICloudZones
{
    /// <summary>An example of a service's zone IDs.</summary>
    string Example { get; }

    /// <summary>What is wrong with the zones of a service. Null if they are valid.</summary>
    /// <param name="region">The service's region.</param>
    /// <param name="zoneIds">The entered zone IDs.</param>
    /// <param name="isPublished">Whether customers must find a common zone.</param>
    string? MistakeIn(string region, IReadOnlyList<string> zoneIds, bool isPublished);

    /// <summary>The purpose of the step.</summary>
    string PurposeOf(bool isRemote);

    /// <summary>How names and IDs of zones relate.</summary>
    string ExplanationOf(string region);

    /// <summary>Finds the zones of the customer's account. Null if all accounts have the same zones.</summary>
    IPastedZones? Pasted { get; }
}

/// <summary>The zones of one account, from the output of a command.</summary>
public interface IPastedZones
{
    /// <summary>Prints the zones of the account.</summary>
    Artefact Command(string region);

    /// <summary>Where the console shows the same.</summary>
    IReadOnlyList<string> ByHand(string region);

    /// <summary>Reads the command's output in any form. The form calls it on each keystroke, and the service calls it again.</summary>
    ZoneReading Read(string? pasted);

    /// <summary>Compares the account's zones with those of a service.</summary>
    ZoneMatch Match(IReadOnlyList<Zone> zones, PublishedService service, string region);
}
