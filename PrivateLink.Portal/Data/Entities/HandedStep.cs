namespace PrivateLink.Portal.Data.Entities;

/// <summary>The setup steps of a private endpoint that a person without an account can do. Values are persisted; never renumber.</summary>
public enum HandedStep
{
    Zones = 1,
    Create = 2,
    Dns = 3,
    Verify = 4,
}
