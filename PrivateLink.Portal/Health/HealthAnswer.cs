namespace PrivateLink.Portal.Health;

/// <summary>Marks an address that answers every caller alike. It ignores cookies, because checking one would query the database.</summary>
internal sealed class HealthAnswer;
