namespace PrivateLink.Portal.Health;

/// <summary>Marks an address that answers everybody alike: a cookie is not looked at, because that would ask the database.</summary>
internal sealed class HealthAnswer;
