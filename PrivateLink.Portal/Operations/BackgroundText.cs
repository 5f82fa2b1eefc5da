namespace PrivateLink.Portal.Operations;

/// <summary>The words in which health checks report failed background work. Anyone may call a health check, so only the log says why the work failed.</summary>
internal static class BackgroundText
{
    public static string Of(IReadOnlyList<string> failing) => $"failed within the last minute, and restarts automatically: {string.Join(", ", failing)}";
}
