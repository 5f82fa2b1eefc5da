namespace PrivateLink.Portal.Data.Entities;

/// <summary>What every administered row has. The context sets the version and the times on save.</summary>
public abstract class Entity
{
    public const int PersonLength = 256;

    /// <summary>A UUIDv7 that the application generates.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Incremented by every save, so that two people who edit the same row do not overwrite each other.</summary>
    public int Version { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    public string UpdatedBy { get; private set; } = "";

    internal void StampCreated(DateTime now, string person)
    {
        Version = 1;
        CreatedAt = UpdatedAt = now;
        UpdatedBy = person;
    }

    internal void StampUpdated(DateTime now, string person)
    {
        Version++;
        UpdatedAt = now;
        UpdatedBy = person;
    }
}
