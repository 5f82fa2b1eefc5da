namespace PrivateLink.Portal.Data.Entities;

/// <summary>The steps of setting up a private endpoint that somebody without an account can do. Their numbers stand in the database.</summary>
public enum HandedStep
{
    Zones = 1,
    Create = 2,
    Dns = 3,
    Verify = 4,
}
