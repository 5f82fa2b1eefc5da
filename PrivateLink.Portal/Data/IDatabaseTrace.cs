namespace PrivateLink.Portal.Data;

/// <summary>
/// What is kept outside the database and was made from it. While it is there, no empty database takes the place of one that is missing:
/// an empty policy would close every host.
/// </summary>
public interface IDatabaseTrace
{
    /// <summary>Where it is kept; null if there is none.</summary>
    string? Location { get; }
}
